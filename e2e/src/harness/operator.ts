import { dirname } from 'node:path';

import { plainEnvironment } from './environment.ts';
import { REGISTRY_PROGRAM } from './paths.ts';
import { runProgram, type Outcome } from './run-program.ts';

/** Runs a command of the built `nforge-registry` on a data folder, as an operator on that machine does. */
export function nforgeRegistry(dataDir: string, ...words: readonly string[]): Promise<Outcome> {
  return runProgram(REGISTRY_PROGRAM, [...words, '--data', dataDir], {
    cwd: dirname(dataDir),
    env: plainEnvironment(dirname(dataDir)),
  });
}

/** Creates an agency; fails when the command does. */
export async function createAgency(dataDir: string, name: string): Promise<void> {
  assertOk(await nforgeRegistry(dataDir, 'agency', 'create', name, '--title', `fr=Agence ${name}`, '--json'));
}

/** Creates a token, for an agency or (`null`) an operator's, and gives its secret. */
export async function createToken(dataDir: string, agency: string | null, scopes: string): Promise<string> {
  const owner = agency === null ? [] : ['--agency', agency];
  const words = ['token', 'create', ...owner, '--scope', scopes, '--expires', '7d', '--json'];
  const { stdout } = assertOk(await nforgeRegistry(dataDir, ...words));
  return (JSON.parse(stdout) as { token: string }).token;
}

/** Fails with all a program printed unless it ended with exit code 0. */
export function assertOk(outcome: Outcome): Outcome {
  if (outcome.code === 0) return outcome;
  throw new Error(`exit ${String(outcome.code)}\n${outcome.stdout}\n${outcome.stderr}`);
}
