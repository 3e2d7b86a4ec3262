import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { checkRelease, folderRelease } from '@national-forge/admission';
import { digestOf, pack } from '@national-forge/archive';
import { MANIFEST_FILE, parseManifest, type Manifest } from '@national-forge/manifest';
import type { Signer } from '@national-forge/transparency';
import { compareVersions } from '@national-forge/versioning';

import type { Account, TokenRecord } from '../ports.ts';
import { createAgency } from '../usecases/accounts/agencies.ts';
import { issueToken } from '../usecases/accounts/tokens.ts';
import { OPERATOR } from '../usecases/actor.ts';
import { commit } from '../usecases/commit.ts';
import { signRelease } from '../usecases/sign.ts';
import { publish } from '../usecases/publish/publish.ts';
import type { ReleaseRequest } from '../usecases/publish/upload.ts';
import { randomId } from '../usecases/random-id.ts';
import type { Registry } from '../wiring/open-registry.ts';
import { CommandError } from './command.ts';
import { createDemoKeys, type DemoKey } from './demo-keys.ts';
import { hasFirstToken } from './first-token.ts';

/** Says where the examples are, and where the keys of their agencies go. */
export interface DemoPlace {
  readonly dataDir: string;
  /** Folder of the examples; by default beside the program. */
  readonly folder: string | undefined;
}

/** Tells what was published at the very first start. */
export interface DemoReport {
  readonly releases: number;
  /** The files with the private keys of the agencies. */
  readonly keyFiles: readonly string[];
}

/** Remembers whether the examples are still to be published: `pending`, `done`, or `never`. */
const DEMO_META = 'demo';

/** Notes, before anything else is done, whether this is the very first start of the data folder. */
export async function markDemo(registry: Registry): Promise<void> {
  const { store } = registry;
  if (store.meta.get(DEMO_META) !== undefined) return;
  // A folder that has served before is somebody's registry: examples have no business in it.
  await store.meta.set(DEMO_META, hasFirstToken(registry) ? 'never' : 'pending');
}

const NOTHING: DemoReport = { releases: 0, keyFiles: [] };

/**
 * Publishes the examples of a folder if that is still to be done: through the same pipeline as everybody, all of them or
 * none, signed with keys made for their agencies. Killed in the middle, the next start goes on; what was uploaded, created
 * or made before is found again.
 */
export async function publishDemo(registry: Registry, { dataDir, folder }: DemoPlace): Promise<DemoReport> {
  if (registry.store.meta.get(DEMO_META) !== 'pending') return NOTHING;
  const examples = await readExamples(folder);
  await createAgencies(registry, examples);
  const keyFiles: string[] = [];
  if (examples.length > 0) {
    await withDemoToken(registry, async (account) => {
      const keys = await createDemoKeys(registry, { account, dataDir, agencies: agenciesOf(examples) });
      keyFiles.push(...[...keys.values()].map(({ file }) => file));
      await publishAll(registry, account, { examples, keys });
    });
  }
  await registry.store.meta.set(DEMO_META, 'done');
  return { releases: examples.length, keyFiles };
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

const agencyOf = ({ manifest }: Example): string => manifest.name.split('/')[0] ?? '';
const agenciesOf = (examples: readonly Example[]): readonly string[] => [...new Set(examples.map(agencyOf))];

async function createAgencies({ deps }: Registry, examples: readonly Example[]): Promise<void> {
  const byAgency = Map.groupBy(examples, agencyOf);
  for (const [name, [first]] of byAgency) {
    if (await deps.catalogue.hasAgency(name)) continue;
    await createAgency(deps, { name, title: first?.manifest.organisation.name, actor: OPERATOR });
  }
}

const HOUR = 60 * 60 * 1000;

/** Publishes as an operator for a moment: the token is revoked when the work is done, and expires if it is not. */
async function withDemoToken({ deps }: Registry, act: (account: Account) => Promise<void>): Promise<void> {
  const expiresAt = new Date(deps.clock.now().getTime() + HOUR);
  const scopes = ['operator', 'publish'] as const;
  const made = await issueToken(deps, { agency: null, scopes, label: 'examples', expiresAt });
  const token: TokenRecord = {
    // In this process it is an owner too: it registers the keys of the agencies that it makes.
    ...{ id: made.id, agency: null, scopes: [...scopes, 'owner'], algorithms: null, label: made.label },
    ...{ createdAt: new Date(made.createdAt), expiresAt, revokedAt: null },
  };
  await act({ token });
  await commit(deps.ledger, { kind: 'token-revocation', id: made.id, agency: null });
}

interface SignedExamples {
  readonly examples: readonly Example[];
  readonly keys: ReadonlyMap<string, DemoKey>;
}

async function publishAll({ deps }: Registry, account: Account, { examples, keys }: SignedExamples): Promise<void> {
  const releases: ReleaseRequest[] = [];
  for (const example of examples) {
    const key = keys.get(agencyOf(example));
    if (key === undefined) throw new Error(`no key for ${example.manifest.name}`);
    releases.push(await upload({ deps }, account, { example, signer: key.signer }));
  }
  await publish(deps, { account, request: { releases }, locale: 'en', submissionId: randomId(deps.random) });
}

async function upload(
  { deps }: Pick<Registry, 'deps'>,
  { token }: Account,
  { example: { folder, manifest }, signer }: { readonly example: Example; readonly signer: Signer },
): Promise<ReleaseRequest> {
  const packed = await pack(folder);
  const archive = Buffer.concat((await packed.open('zstd').toArray()) as Buffer[]);
  const digest = digestOf(archive);
  const body = Readable.from([archive], { objectMode: false });
  await deps.blobs.write({ digest, tokenId: token.id, body, offset: 0, complete: true });
  const { name, version } = manifest;
  const { releaseDigest } = packed;
  const checked = await checkRelease(folderRelease(folder, packed.files), { worker: deps.checks });
  const envelope = signRelease({ name, version, releaseDigest, checked }, [signer]);
  return { name, version, releaseDigest, archive: { digest, size: archive.length }, envelope };
}
