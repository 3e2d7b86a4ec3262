import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { digestOf, pack, releaseDigest, type Compression, type FileEntry } from '@national-forge/archive';

/** Says what differs from the usual sample. */
export interface SampleOptions {
  readonly name: string;
  readonly version?: string;
  readonly title?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  /** Whether something is run, in a worker that is started for it; on unless a test is about something else. */
  readonly runs?: boolean;
  /** Lines of the manifest replaced by their first word, or added. */
  readonly manifest?: Readonly<Record<string, string>>;
  /** Further files, or others in place of the usual ones. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly compression?: Compression;
}

/** Is a packed sample, ready to be uploaded and published. */
export interface Sample {
  readonly name: string;
  readonly version: string;
  readonly releaseDigest: string;
  readonly archive: Buffer;
  /** What the statement says beside name, version and release digest. */
  readonly signable: {
    readonly manifest: string;
    readonly contract: string | null;
    readonly vectors: string | null;
  };
}

const RUNNING = {
  runtime: '{ engine: javascript, entry: algorithm.js }',
  contract: '{ input: contract/input.json, output: contract/output.json }',
  vectors: '[vectors/*.json]',
};

/** Writes the manifest of a sample. */
function sampleManifest(options: SampleOptions): string {
  const { name, version = '1.0.0', title = 'Doubler', dependencies = {}, runs = true } = options;
  const lines: Record<string, string> = {
    schemaVersion: '1',
    name,
    version,
    title: `{ fr: ${JSON.stringify(title)}, ar: "مضاعفة العدد", en: "Double" }`,
    summary: '{ fr: "Double un nombre.", ar: "تضاعف عددا.", en: "Doubles a number." }',
    kind: 'transform',
    ...(runs ? RUNNING : { runtime: '{ engine: none }' }),
    sectors: '[finance-and-economic-development]',
    keywords: '{ fr: [nombre, multiplication], ar: [عدد] }',
    developmentStatus: 'stable',
    organisation: '{ name: { fr: "Agence d’essai", ar: "وكالة تجريبية" } }',
    region: 'MA',
    maintenance:
      '{ type: internal, contacts: [{ role: support, email: support@example.gov.ma }], responsible: { fr: "Pôle essais" }, reviewBy: 2030-01-01 }',
    license: 'EUPL-1.2',
    access: 'open',
    purpose: '{ fr: "Essayer le registre.", ar: "تجربة السجل." }',
    risk: '{ level: minimal, grounds: { fr: "Aucune décision.", ar: "لا قرار." } }',
    personalData: '{ processed: false }',
    languages: '{ interface: [fr, ar], data: [] }',
    ...(Object.keys(dependencies).length > 0 && { dependencies: JSON.stringify(dependencies) }),
    ...options.manifest,
  };
  return Object.entries(lines)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

const NUMBER = JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'number' });

const CONTRACT_FILES = {
  'contract/input.json': NUMBER,
  'contract/output.json': NUMBER,
  'vectors/basic.json': JSON.stringify([{ name: 'two', input: 2, output: 4 }]),
};

/** Writes the files of a sample, by path. */
export function sampleFiles(options: SampleOptions): Readonly<Record<string, string | Buffer>> {
  return {
    'algorithm.yaml': sampleManifest(options),
    'algorithm.js': 'export default (input) => input * 2;\n',
    ...(options.runs !== false && CONTRACT_FILES),
    'README.md': `# ${options.name}\n\nDouble un nombre. ضعف العدد.\n`,
    ...options.files,
  };
}

/** Packs a sample the way the command line does. */
export async function packSample(options: SampleOptions): Promise<Sample> {
  const folder = await mkdtemp(join(tmpdir(), 'nforge-sample-'));
  try {
    for (const [path, content] of Object.entries(sampleFiles(options))) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const packed = await pack(folder);
    const archive = Buffer.concat((await packed.open(options.compression ?? 'zstd').toArray()) as Buffer[]);
    const { name, version = '1.0.0' } = options;
    return { name, version, releaseDigest: packed.releaseDigest, archive, signable: signableOf(packed.files) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Computes what the checks will find, without them: the registry must come to the same. */
function signableOf(files: readonly FileEntry[]): Sample['signable'] {
  const digestOver = (wanted: RegExp): string | null => {
    const found = files.filter(({ path }) => wanted.test(path));
    return found.length === 0 ? null : releaseDigest(found);
  };
  const manifest = files.find(({ path }) => path === 'algorithm.yaml');
  return {
    manifest: `sha256:${manifest?.sha256 ?? digestOf(Buffer.alloc(0)).slice(7)}`,
    contract: digestOver(/^contract\//),
    vectors: digestOver(/^vectors\/[^/]+\.json$/),
  };
}
