import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  createSigningKey,
  openSigningKey,
  parseState,
  stateDigest,
  TransparencyError,
  type AgencyState,
  type Signer,
} from '@national-forge/transparency';

import type { Account } from '../ports.ts';
import { changeKeys } from '../usecases/keys/change-keys.ts';
import { signChange } from '../usecases/sign.ts';
import type { Registry } from '../wiring/open-registry.ts';

/** Names the folder, in the data folder, of the private keys of the examples' agencies. */
export const DEMO_KEYS = 'demo-keys';

/** Is the key of an agency of the examples. */
export interface DemoKey {
  readonly signer: Signer;
  /** PKCS #8 in PEM, readable by its owner alone, as NFORGE_KEY_FILE wants it. */
  readonly file: string;
}

/** Says for whom keys are to be made, and on whose word they are registered. */
export interface DemoKeyOrder {
  readonly account: Account;
  readonly dataDir: string;
  readonly agencies: readonly string[];
}

/**
 * Makes a key for each agency of the examples and registers it, as an agency would its first. Killed in the middle, the
 * next start takes up the files it finds: no agency gets a key that nobody holds.
 */
export async function createDemoKeys(
  { deps }: Pick<Registry, 'deps'>,
  { account, dataDir, agencies }: DemoKeyOrder,
): Promise<ReadonlyMap<string, DemoKey>> {
  await mkdir(join(dataDir, DEMO_KEYS), { recursive: true, mode: 0o700 });
  const keys = new Map<string, DemoKey>();
  for (const agency of agencies) {
    const file = join(dataDir, DEMO_KEYS, `${agency}.pem`);
    const stored = await deps.agencyStates.current(agency);
    const state = stored && parseState(stored.bytes);
    if (state === undefined) throw new Error(`there is no agency ${agency}`);
    // A key that is registered is never made again over its file, whatever is wrong with it.
    const signer = state.keys.length > 0 ? await openKey(file) : await openOrMake(file);
    if (state.keys.length === 0) await registerFirst(deps, account, { state, signer });
    keys.set(agency, { signer, file });
  }
  return keys;
}

const openKey = async (path: string): Promise<Signer> => openSigningKey(await readFile(path, 'utf8'));

/** Opens the key of a file; makes it where there is none, or only what a kill left unfinished. */
async function openOrMake(path: string): Promise<Signer> {
  try {
    return await openKey(path);
  } catch (error) {
    const isUnfinished = error instanceof TransparencyError || (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (!isUnfinished) throw error;
    return makeKey(path);
  }
}

async function makeKey(path: string): Promise<Signer> {
  const { pem, signer } = createSigningKey('ed25519');
  const file = await open(path, 'w', 0o600);
  try {
    // The file may be left from a start that was killed; its rights are then whatever they were.
    await file.chmod(0o600);
    await file.writeFile(pem);
    await file.sync();
  } finally {
    await file.close();
  }
  return signer;
}

/** Registers the first key of an agency. */
async function registerFirst(
  deps: Registry['deps'],
  account: Account,
  { state, signer }: { readonly state: AgencyState; readonly signer: Signer },
): Promise<void> {
  const { agency } = state;
  const { origin } = await deps.log.identity();
  const key = { algorithm: signer.algorithm, public: Buffer.from(signer.spki).toString('base64') };
  const change = { kind: 'key-add', ...key, use: 'agency', names: null, expires: null } as const;
  const envelope = signChange({ origin, agency, previous: stateDigest(state), change }, [signer]);
  await changeKeys(deps, account, { agency, envelope });
}
