import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Is what a finished program left. */
export interface Outcome {
  /** Exit code; -1 when a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Says how to run a program. */
export interface RunOptions {
  /** The whole environment: nothing of this process leaks into it. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly input?: string;
  /** Milliseconds after which it is killed, so that a hanging program fails one test and not the whole run. */
  readonly patience?: number;
}

const PATIENCE = 120_000;

/** Runs a JavaScript program on this Node as a separate process, until it ends. */
export function runProgram(program: string, args: readonly string[], options: RunOptions): Promise<Outcome> {
  return runExecutable(process.execPath, [program, ...args], options);
}

/** Runs any executable as a separate process, without a shell, until it ends. */
export async function runExecutable(file: string, args: readonly string[], options: RunOptions): Promise<Outcome> {
  const { env, cwd, input = '', patience = PATIENCE } = options;
  const child = spawn(file, args, { env, cwd, timeout: patience, killSignal: 'SIGKILL' });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  // A program that needs no input may end before it is written.
  child.stdin.on('error', () => undefined).end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? -1, ...texts };
}
