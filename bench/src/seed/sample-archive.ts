import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { EnvelopeBody } from '@national-forge/api';
import { digestOf, pack, releaseDigest as digestOfFiles, type FileEntry } from '@national-forge/archive';
import {
  formatEnvelope,
  formatStatement,
  signEnvelope,
  STATEMENT_PAYLOAD_TYPE,
  type ReleaseStatement,
  type Signer,
} from '@national-forge/transparency';

/** Is a packed and signed release, ready to be uploaded. */
export interface SampleArchive {
  readonly bytes: Buffer;
  readonly digest: string;
  /** Its entry in a publish request. */
  readonly entry: {
    readonly name: string;
    readonly version: string;
    readonly releaseDigest: string;
    readonly archive: { readonly digest: string; readonly size: number };
    readonly envelope: EnvelopeBody;
  };
}

const MANIFEST_FILE = 'algorithm.yaml';
const MANIFEST = `title: { fr: "Barème de mesure", ar: "جدول القياس", en: "Measured scale" }
summary: { fr: "Un algorithme qui sert à mesurer.", ar: "خوارزمية للقياس.", en: "An algorithm to measure with." }
kind: transform
sectors: [finance-and-economic-development]
developmentStatus: stable
organisation: { name: { fr: "Agence de mesure", ar: "وكالة القياس" } }
region: MA
maintenance:
  type: internal
  contacts: [{ role: support, email: support@example.gov.ma }]
  responsible: { fr: "Pôle mesure" }
  reviewBy: 2030-01-01
license: EUPL-1.2
access: open
purpose: { fr: "Mesurer le registre.", ar: "قياس السجل." }
risk: { level: minimal, grounds: { fr: "Aucune décision.", ar: "لا قرار." } }
personalData: { processed: false }
languages: { interface: [fr, ar], data: [] }
`;

/** Packs releases that run nothing, hence have no vectors, and signs them with all of these keys. */
export function packSamples(
  folder: string,
  signers: readonly Signer[],
  releases: readonly { readonly name: string; readonly version: string }[],
): Promise<readonly SampleArchive[]> {
  const runtime = 'runtime: { engine: none }\n';
  return packReleases(
    folder,
    signers,
    releases.map((release) => ({ ...release, runtime, files: {} })),
  );
}

/** Is a release to be packed: its part of the manifest that says what is run, and the files that this names. */
export interface SampleRelease {
  readonly name: string;
  readonly version: string;
  /** Lines of the manifest: `runtime`, and `contract` and `vectors` where something is run. */
  readonly runtime: string;
  /** Texts by path; `contract/` holds the contract, `vectors/` the vectors. */
  readonly files: Readonly<Record<string, string>>;
}

/** Packs releases and signs them with all of these keys. */
export async function packReleases(
  folder: string,
  signers: readonly Signer[],
  releases: readonly SampleRelease[],
): Promise<readonly SampleArchive[]> {
  const source = join(folder, `sample-${crypto.randomUUID()}`);
  for (const path of ['contract', 'vectors']) mkdirSync(join(source, path), { recursive: true });
  const samples: SampleArchive[] = [];
  for (const release of releases) samples.push(await packOne(source, signers, release));
  rmSync(source, { recursive: true });
  return samples;
}

async function packOne(
  source: string,
  signers: readonly Signer[],
  { name, version, runtime, files: texts }: SampleRelease,
): Promise<SampleArchive> {
  const head = `schemaVersion: 1\nname: ${name}\nversion: ${version}\n${runtime}`;
  writeFileSync(join(source, MANIFEST_FILE), `${head}${MANIFEST}`);
  writeFileSync(join(source, 'README.md'), `# ${name} ${version}\n\nUn algorithme qui sert à mesurer.\n`);
  for (const [path, text] of Object.entries(texts)) writeFileSync(join(source, path), text);
  const packed = await pack(source);
  const bytes = Buffer.concat((await packed.open('zstd').toArray()) as Buffer[]);
  const digest = digestOf(bytes);
  const { releaseDigest, files } = packed;
  const manifest = `sha256:${files.find(({ path }) => path === MANIFEST_FILE)?.sha256 ?? ''}`;
  const [contract, vectors] = [digestBelow('contract/', files), digestBelow('vectors/', files)];
  const statement = { name, version, release: releaseDigest, manifest, contract, vectors };
  const archive = { digest, size: bytes.length };
  const entry = { name, version, releaseDigest, archive, envelope: signStatement(statement, signers) };
  return { bytes, digest, entry };
}

function digestBelow(folder: string, files: readonly FileEntry[]): string | null {
  const below = files.filter(({ path }) => path.startsWith(folder));
  return below.length === 0 ? null : digestOfFiles(below);
}

function signStatement(statement: ReleaseStatement, signers: readonly Signer[]): EnvelopeBody {
  const payload = formatStatement(statement);
  const envelope = formatEnvelope(signEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload }, signers));
  return JSON.parse(Buffer.from(envelope).toString()) as EnvelopeBody;
}

/** Counts versions up from 1.0.0. */
export const countVersions = (name: string, count: number): { readonly name: string; readonly version: string }[] =>
  Array.from({ length: count }, (_, index) => ({ name, version: `1.${index}.0` }));
