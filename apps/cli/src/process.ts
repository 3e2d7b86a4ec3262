import { once } from 'node:events';

import { runCli } from './cli.ts';
import { EXIT, type Io } from './io.ts';
import { chooseLocale } from './locale.ts';

const truthy = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && value !== '0' && value !== 'false';

function wantsColor(words: readonly string[], env: NodeJS.ProcessEnv, stream: NodeJS.WriteStream): boolean {
  if (words.includes('--no-color')) return false;
  if (words.includes('--color') || truthy(env.FORCE_COLOR)) return true;
  // https://no-color.org: present and not empty, whatever its value.
  return (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb' && stream.isTTY;
}

function valueOf(words: readonly string[], option: string): string | undefined {
  const at = words.findIndex((word) => word === option || word.startsWith(`${option}=`));
  const word = words[at];
  return word?.includes('=') ? word.slice(option.length + 1) : at === -1 ? undefined : words[at + 1];
}

function processIo(words: readonly string[], signal: AbortSignal): Io {
  const { env } = process;
  const quiet = words.includes('--quiet') || words.includes('-q');
  return {
    out: (text) => void process.stdout.write(text),
    taken: async () => {
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain', { signal });
    },
    err: (text) => void process.stderr.write(text),
    stdin: process.stdin,
    terminal: process.stderr,
    interactive: process.stdin.isTTY && process.stderr.isTTY && !truthy(env.CI),
    quiet,
    stderrIsTerminal: process.stderr.isTTY,
    stdoutIsTerminal: process.stdout.isTTY,
    color: wantsColor(words, env, process.stderr),
    colorOut: wantsColor(words, env, process.stdout),
    columns: process.stderr.columns || 80,
    env,
    cwd: process.cwd(),
    locale: chooseLocale(valueOf(words, '--lang'), env),
    json: words.includes('--json'),
    now: () => new Date(),
    signal,
  };
}

/** Connects the commands to the real process: streams, environment, signals, exit code. */
export async function runProcess(): Promise<void> {
  const words = process.argv.slice(2);
  const abort = new AbortController();
  process.once('SIGINT', () => {
    abort.abort();
    // A second Ctrl-C does not wait for anything to be tidied up.
    process.once('SIGINT', () => process.exit(EXIT.interrupted));
  });
  process.once('SIGTERM', () => abort.abort());
  // A reader that closes early (`nforge search | head -1`) is no failure.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failure));

  const code = await runCli(words, processIo(words, abort.signal));
  // What ends well when it is told to stop, such as a service, was not interrupted.
  process.exitCode = abort.signal.aborted && code !== EXIT.ok ? EXIT.interrupted : code;
}
