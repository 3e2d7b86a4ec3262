import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Says what differs from the usual release. */
export interface ReleaseOptions {
  readonly name: string;
  readonly version: string;
  /**
   * Whether it runs something: a program with contract and vectors, which command line and registry then try out. Where a test is
   * about something else, nothing is run and each publish costs a fraction.
   */
  readonly runs?: boolean;
  /** Replaces or adds members of the manifest, as YAML flow values. */
  readonly manifest?: Readonly<Record<string, string>>;
  /** Further files, or others in place of the usual ones. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
}

const RUNNING = {
  runtime: '{ engine: javascript, entry: algorithm.js }',
  contract: '{ input: contract/input.json, output: contract/output.json }',
  vectors: '[vectors/*.json]',
};

function manifestOf({ name, version, runs = false, manifest }: ReleaseOptions): string {
  const members = {
    schemaVersion: '1',
    name,
    version,
    title: '{ fr: "Double d’un nombre", ar: "ضعف العدد", en: "Double of a number" }',
    summary: '{ fr: "Multiplie un nombre par deux.", ar: "يضرب العدد في اثنين.", en: "Multiplies a number by two." }',
    kind: 'transform',
    ...(runs ? RUNNING : { runtime: '{ engine: none }' }),
    sectors: '[finance-and-economic-development]',
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
    languages: '{ interface: [fr, ar, en], data: [] }',
    ...manifest,
  };
  return Object.entries(members)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

const NUMBER = JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'number' });

const CONTRACT_FILES = {
  'contract/input.json': NUMBER,
  'contract/output.json': NUMBER,
  'vectors/basic.json': JSON.stringify([{ name: 'two', input: 2, output: 4 }]),
};

/** Writes the files of a small valid release into a folder and gives the folder. */
export function writeRelease(folder: string, options: ReleaseOptions): string {
  const files: Readonly<Record<string, string | Buffer>> = {
    'algorithm.yaml': manifestOf(options),
    'algorithm.js': 'export default (input) => input * 2;\n',
    ...(options.runs === true && CONTRACT_FILES),
    'README.md': `# ${options.name}\n\nضعف العدد.\n`,
    ...options.files,
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
