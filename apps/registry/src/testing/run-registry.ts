import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

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
  readonly child: ChildProcess;
  /** Settles with the first line of stdout that matches, or fails with all output when the process ends before. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<Ended>;
}

/** Starts `nforge-registry` from source in a process of its own. */
export function startRegistry(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--conditions=@national-forge/source', MAIN, ...args], {
    env: { PATH, HOME, NODE_COMPILE_CACHE: COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
  const line = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(stdout);
        if (found) resolve(found);
      };
      child.stdout.on('data', look);
      look();
      void ended.then((end) => reject(new Error(`ended before ${String(pattern)}: ${JSON.stringify(end)}`)));
    });
  return { child, line, ended };
}

/** Runs `nforge-registry` to its end. */
export function runRegistry(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return startRegistry(args, env).ended;
}
