import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { digestOf, pack } from '@national-forge/archive';
import { MANIFEST_FILE, parseManifest, type Manifest } from '@national-forge/manifest';
import { compareVersions } from '@national-forge/versioning';

import type { Account, TokenRecord } from '../ports.ts';
import { createAgency } from '../usecases/accounts/agencies.ts';
import { issueToken } from '../usecases/accounts/tokens.ts';
import { commit } from '../usecases/commit.ts';
import { publish } from '../usecases/publish/publish.ts';
import type { ReleaseRequest } from '../usecases/publish/upload.ts';
import { randomId } from '../usecases/random-id.ts';
import type { Registry } from '../wiring/open-registry.ts';
import { CommandError } from './command.ts';
import { FIRST_TOKEN_META } from './first-token.ts';

/** Remembers whether the examples are still to be published: `pending`, `done`, or `never`. */
const DEMO_META = 'demo';

/** Notes, before anything else is done, whether this is the very first start of the data folder. */
export async function markDemo({ store }: Registry): Promise<void> {
  if (store.meta.get(DEMO_META) !== undefined) return;
  // A folder that has served before is somebody's registry: examples have no business in it.
  await store.meta.set(DEMO_META, store.meta.get(FIRST_TOKEN_META) === undefined ? 'pending' : 'never');
}

/**
 * Publishes the examples of a folder if that is still to be done: through the same pipeline as everybody, all of them or
 * none. Killed in the middle, the next start goes on; what was uploaded or created before is found again.
 *
 * @returns how many releases were published
 */
export async function publishDemo(registry: Registry, folder: string | undefined): Promise<number> {
  if (registry.store.meta.get(DEMO_META) !== 'pending') return 0;
  const examples = await readExamples(folder);
  await createAgencies(registry, examples);
  if (examples.length > 0) await withDemoToken(registry, (account) => publishAll(registry, account, examples));
  await registry.store.meta.set(DEMO_META, 'done');
  return examples.length;
}

interface Example {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The examples lie beside `apps` in the repository, whether this runs from source or from the build. */
const BESIDE_THE_PROGRAM = ['../../../../examples', '../../../examples'];

async function readExamples(given: string | undefined): Promise<readonly Example[]> {
  const here = BESIDE_THE_PROGRAM.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const root = given === undefined ? here.find((place) => existsSync(place)) : resolve(given);
  if (root === undefined) return [];
  if (!existsSync(root)) throw new CommandError(`the folder ${root} does not exist. Name another with --demo.`);
  const entries = await readdir(root, { withFileTypes: true, recursive: true });
  const manifests = entries.filter((entry) => entry.isFile() && entry.name === MANIFEST_FILE);
  const examples = await Promise.all(manifests.map((entry) => readExample(entry.parentPath)));
  return examples.sort(byNameAndVersion);
}

// The file system gives folders in any order; versions are published as their maintainer would have.
const byNameAndVersion = ({ manifest: a }: Example, { manifest: b }: Example): number =>
  a.name === b.name ? compareVersions(a.version, b.version) : a.name < b.name ? -1 : 1;

async function readExample(folder: string): Promise<Example> {
  const parsed = parseManifest(await readFile(join(folder, MANIFEST_FILE)));
  if (!parsed.ok) throw new CommandError(`${join(folder, MANIFEST_FILE)} is not valid: run "nforge validate" there.`);
  return { folder, manifest: parsed.manifest };
}

async function createAgencies({ deps }: Registry, examples: readonly Example[]): Promise<void> {
  const byAgency = Map.groupBy(examples, ({ manifest }) => manifest.name.split('/')[0] ?? '');
  for (const [name, [first]] of byAgency) {
    if (await deps.catalogue.hasAgency(name)) continue;
    await createAgency(deps, { name, title: first?.manifest.organisation.name });
  }
}

const HOUR = 60 * 60 * 1000;

/** Publishes as an operator for a moment: the token is revoked when the work is done, and expires if it is not. */
async function withDemoToken({ deps }: Registry, act: (account: Account) => Promise<void>): Promise<void> {
  const expiresAt = new Date(deps.clock.now().getTime() + HOUR);
  const scopes = ['operator', 'publish'] as const;
  const made = await issueToken(deps, { agency: null, scopes, label: 'examples', expiresAt });
  const token: TokenRecord = {
    ...{ id: made.id, agency: null, scopes, algorithms: null, label: made.label },
    ...{ createdAt: new Date(made.createdAt), expiresAt, revokedAt: null },
  };
  await act({ token });
  await commit(deps.ledger, { kind: 'token-revocation', id: made.id, agency: null });
}

async function publishAll({ deps }: Registry, account: Account, examples: readonly Example[]): Promise<void> {
  const releases: ReleaseRequest[] = [];
  for (const example of examples) releases.push(await upload({ deps }, account, example));
  await publish(deps, { account, request: { releases }, locale: 'en', submissionId: randomId(deps.random) });
}

async function upload(
  { deps }: Pick<Registry, 'deps'>,
  { token }: Account,
  { folder, manifest }: Example,
): Promise<ReleaseRequest> {
  const packed = await pack(folder);
  const archive = Buffer.concat((await packed.open('zstd').toArray()) as Buffer[]);
  const digest = digestOf(archive);
  const body = Readable.from([archive], { objectMode: false });
  await deps.blobs.write({ digest, tokenId: token.id, body, offset: 0, complete: true });
  const { name, version } = manifest;
  return { name, version, releaseDigest: packed.releaseDigest, archive: { digest, size: archive.length } };
}
