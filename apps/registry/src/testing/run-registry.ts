import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { main } from '../command-table.ts';
import { systemClock } from '../wiring/world.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Keeps what Node made of the sources, so that not each of many short processes makes it again: half of its time. */
export const COMPILE_CACHE = fileURLToPath(new URL('../../../../.cache/compiled', import.meta.url));

/** Is a command that has ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Is a command under way. */
export interface Running {
  /** Settles with the first line of stdout that matches, or fails with all output when the command ends before. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<Ended>;
}

/** Is a command under way in a process of its own. */
interface RunningProcess extends Running {
  readonly child: ChildProcess;
}

/** Starts `nforge-registry` from source in a process of its own: where its end by a signal, or its environment, is the subject. */
export function startRegistry(args: readonly string[], env: Readonly<Record<string, string>> = {}): RunningProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--conditions=@national-forge/source', MAIN, ...args], {
    env: { PATH, HOME, NODE_COMPILE_CACHE: COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = createOutput();
  child.stdout.on('data', (piece: Buffer) => output.stdout(piece.toString()));
  child.stderr.on('data', (piece: Buffer) => output.stderr(piece.toString()));
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve(output.end(code))));
  return { child, line: (pattern) => output.line(pattern, ended), ended };
}

/** Is a command under way in this process. */
interface RunningHere extends Running {
  /** Ends it as a signal would. */
  stop(): Promise<Ended>;
}

/** Begins a command of `nforge-registry` in this process: all that it has of the world is given to it. */
export function beginRegistry(args: readonly string[], env: Readonly<Record<string, string>> = {}): RunningHere {
  const { promise: stopped, resolve } = Promise.withResolvers<undefined>();
  const { stdout, stderr, end, line } = createOutput();
  const io = { stdout, stderr, env, cwd: process.cwd(), clock: systemClock, stopped: () => stopped };
  const ended = main(args, io).then(end);
  return {
    line: (pattern) => line(pattern, ended),
    ended,
    stop: () => {
      resolve(undefined);
      return ended;
    },
  };
}

/** Runs a command of `nforge-registry` in this process to its end; one that serves stops as soon as it does. */
export function runRegistry(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return beginRegistry(args, env).stop();
}

/** Gathers what a command writes. */
function createOutput() {
  const text = { stdout: '', stderr: '' };
  const looks = new Set<() => void>();
  return {
    stdout: (piece: string): void => {
      text.stdout += piece;
      for (const look of looks) look();
    },
    stderr: (piece: string): void => void (text.stderr += piece),
    end: (code: number | null): Ended => ({ code, ...text }),
    line: (pattern: RegExp, ended: Promise<Ended>): Promise<RegExpExecArray> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(text.stdout);
          if (found) resolve(found);
        };
        looks.add(look);
        look();
        void ended.then((end) => reject(new Error(`ended before ${String(pattern)}: ${JSON.stringify(end)}`)));
      }),
  };
}
