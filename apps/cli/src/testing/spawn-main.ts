import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { folderWith } from './folders.ts';

const MAIN = join(import.meta.dirname, '../main.ts');

/** Says in which world a process is started. */
export interface ProcessWorld {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts `nforge` as a person does, in a process of its own with nothing of this one's environment; it ends with the test. */
export function spawnMain(words: readonly string[], world: ProcessWorld = {}): ChildProcessWithoutNullStreams {
  const { cwd = folderWith(), env = {} } = world;
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  // Sources may be compiled before.
  const compiled = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
  const child = spawn(process.execPath, ['--conditions=@national-forge/source', MAIN, ...words], {
    cwd,
    env: { PATH, HOME: folderWith(), ...compiled, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
