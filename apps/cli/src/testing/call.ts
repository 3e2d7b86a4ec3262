import { Readable, Writable } from 'node:stream';

import type { Locale } from '@national-forge/manifest';

import { runCli } from '../cli.ts';
import type { Io, Threads } from '../io.ts';
import { warmThreads } from './warm-threads.ts';

/** Is what a call left behind. */
export interface Called {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What was shown while asking. */
  readonly screen: string;
}

/** Says in which world a call is made. */
export interface World {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string | Readable;
  readonly interactive?: boolean;
  readonly stderrIsTerminal?: boolean;
  readonly stdoutIsTerminal?: boolean;
  /** Hears what is written for programs, as it is written. */
  readonly onOut?: (text: string) => void;
  /** Where questions are shown; kept as `screen` when left out. */
  readonly terminal?: Writable;
  /** Whether escape codes for colour may be written. */
  readonly color?: boolean;
  readonly locale?: Locale;
  readonly signal?: AbortSignal;
  /** The threads of the call; left out: the warm ones of this process. */
  readonly threads?: Threads;
}

/** Is the moment at which tests happen. */
export const NOW = new Date('2026-11-23T12:00:00Z');

/** Calls the command line in this process, with everything it writes kept. */
export async function call(words: readonly string[], world: World = {}): Promise<Called> {
  const kept = { stdout: '', stderr: '', screen: '' };
  const screen = new Writable({
    write: (chunk, _, done) => {
      kept.screen += String(chunk);
      done();
    },
  });
  const io: Io = {
    out: (text) => {
      kept.stdout += text;
      world.onOut?.(text);
    },
    taken: () => Promise.resolve(),
    err: (text) => void (kept.stderr += text),
    stdin: typeof world.stdin === 'object' ? world.stdin : Readable.from([world.stdin ?? '']),
    terminal: world.terminal ?? screen,
    interactive: world.interactive ?? false,
    stderrIsTerminal: world.stderrIsTerminal ?? false,
    stdoutIsTerminal: world.stdoutIsTerminal === true,
    quiet: words.includes('--quiet') || words.includes('-q'),
    color: world.color === true,
    colorOut: world.color === true,
    columns: 80,
    // Nobody listens on the discard port: a call that should ask nobody and does, fails.
    env: { HOME: '/nonexistent/home', NFORGE_REGISTRY: 'http://127.0.0.1:9', ...world.env },
    cwd: world.cwd ?? '/nonexistent',
    locale: world.locale ?? 'en',
    json: words.includes('--json'),
    now: () => NOW,
    signal: world.signal ?? new AbortController().signal,
    threads: world.threads ?? warmThreads,
  };
  const exit = await runCli(words, io);
  return { exit, ...kept };
}
