import { join } from 'node:path';

import { pathOf } from '@national-forge/api';
import { createSigningKey, type KeyAlgorithm } from '@national-forge/transparency';

import type { ChildServer } from '../children/child-server.ts';
import { startRegistry } from '../children/registry.ts';
import { openHttpClient, type HttpClient } from '../load/http-client.ts';
import type { Figure } from '../report/figure.ts';
import { changeKeys, keyAdd } from '../seed/agency-keys.ts';
import { openAgency, publishOne } from '../seed/registry-seed.ts';
import { packSamples } from '../seed/sample-archive.ts';
import { spreadOf } from '../statistics.ts';

/** Is a release whose proof file is weighed. */
export interface Proved {
  readonly label: string;
  readonly agency: string;
  /** Most bytes that its proof file should have, and why it may have more. */
  readonly limit?: { readonly atMost: number; readonly why: string };
}

interface Kind extends Proved {
  readonly keys: readonly KeyAlgorithm[];
  /** Whether the agency adds a key after the release. */
  readonly growsLater?: boolean;
}

/** Most bytes of a proof file whose keys are all Ed25519. */
const LIMIT = 3000;

const WHY_KEYS = 'each further key adds some 55 bytes and each further signature 86; each doubling of the log adds 45.';
const WHY_LATER =
  'an agency that changed its keys after the release has in the file what has changed, and a second path through the tree up to where it meets the first.';

const KINDS: readonly Kind[] = [
  { label: 'Ed25519', agency: 'une-cle', keys: ['ed25519'], limit: { atMost: LIMIT, why: WHY_KEYS } },
  {
    ...{ label: '3 Ed25519', agency: 'trois-cles', keys: ['ed25519', 'ed25519', 'ed25519'] },
    limit: { atMost: LIMIT, why: WHY_KEYS },
  },
  {
    ...{ label: 'Ed25519, key added since', agency: 'cle-de-plus', keys: ['ed25519'], growsLater: true },
    limit: { atMost: LIMIT, why: WHY_LATER },
  },
  { label: 'Ed25519 and ML-DSA-44', agency: 'deux-sortes', keys: ['ed25519', 'ml-dsa-44'] },
];

/** The algorithm whose release is proved. */
const PROVED_NAME = 'preuve';

/** Publishes, in a new data folder, a release of each kind of agency. */
export async function publishProved(folder: string, dataDir: string): Promise<readonly Proved[]> {
  const server = await startRegistry(folder, dataDir);
  const client = openHttpClient(server.url, 1);
  try {
    for (const kind of KINDS) await publishKind(folder, client, { dataDir, kind });
    return KINDS;
  } finally {
    client.close();
    await server.stop();
  }
}

async function publishKind(
  folder: string,
  client: HttpClient,
  { dataDir, kind }: { readonly dataDir: string; readonly kind: Kind },
): Promise<void> {
  const { agency, keys, growsLater = false } = kind;
  const signers = keys.map((algorithm) => createSigningKey(algorithm).signer);
  const owner = await openAgency(client, join(folder, dataDir), { agency, signers });
  const samples = await packSamples(folder, signers, [{ name: `${agency}/${PROVED_NAME}`, version: '1.0.0' }]);
  for (const sample of samples) await publishOne(client, owner.token, sample);
  if (!growsLater) return;
  const { signer } = createSigningKey('ed25519');
  await changeKeys(client, owner, { change: keyAdd(signer), signers: [...signers, signer] });
}

/** Weighs the proof files that a server gives in its newest tree. */
export async function measureProofs(
  server: ChildServer,
  proved: readonly Proved[],
  size: number,
): Promise<readonly Figure[]> {
  const client = openHttpClient(server.url, 1);
  try {
    const figures: Figure[] = [];
    for (const { label, agency, limit } of proved) {
      const { body } = await client.call({ path: proofPath(agency) });
      const aim = limit === undefined ? {} : { aim: { atMost: limit.atMost }, why: limit.why };
      const what = `proof file, ${label}, ${size.toLocaleString('en')} leaves`;
      figures.push({ what, spread: spreadOf([body.length]), unit: 'B', ...aim });
    }
    return figures;
  } finally {
    client.close();
  }
}

/** Gives the path of the proof file of an agency's release. */
export const proofPath = (agency: string): string =>
  pathOf('getReleaseProof', { agency, name: PROVED_NAME, version: '1.0.0' });
