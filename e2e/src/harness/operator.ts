import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { openClient, type Client, type TokenInput } from '@national-forge/client';

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

type Scope = 'owner' | 'publish' | 'lifecycle';

/** Is an agency that was made over HTTP, and how its tokens are made. */
export interface Admitted {
  token(...scopes: readonly Scope[]): Promise<string>;
}

/** Is a registry that is served, and where its data are. */
export interface Served {
  readonly url: string;
  readonly dataDir: string;
}

/**
 * Creates an agency with the operator's first token, over HTTP: what is created only so that something else can be tried
 * needs no process for each step.
 */
export async function admitAgency(served: Served, agency: string): Promise<Admitted> {
  const asOperator = async <T>(act: (client: Client) => Promise<T>): Promise<T> => {
    const token = readFileSync(join(served.dataDir, 'first-token'), 'utf8').trim();
    const client = openClient({ registry: served.url, token });
    try {
      return await act(client);
    } finally {
      await client.close();
    }
  };
  await asOperator((client) => client.createAgency(agency, { fr: `Agence ${agency}` }));
  const input = (scopes: readonly Scope[]): TokenInput => ({ scopes: [...scopes], label: 'tests' });
  return {
    token: (...scopes) => asOperator(async (client) => (await client.createToken(agency, input(scopes))).token),
  };
}

/** Fails with all a program printed unless it ended with exit code 0. */
export function assertOk(outcome: Outcome): Outcome {
  if (outcome.code === 0) return outcome;
  throw new Error(`exit ${String(outcome.code)}\n${outcome.stdout}\n${outcome.stderr}`);
}
