/** Says what a test's manifest holds beside what every one needs. */
export interface SampleOptions {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  /** Text that makes the content differ. */
  readonly note?: string;
  /** Bytes of noise in a file of its own, so that archives get large. */
  readonly bulk?: number;
  /** Files beside the usual ones, or in place of them. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Gives the files of a small algorithm: complete enough for every check. */
export function sampleFiles(options: SampleOptions): Readonly<Record<string, string>> {
  const { name, note = 'plain' } = options;
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'number' };
  return {
    'algorithm.yaml': JSON.stringify(sampleManifest(options), undefined, 2),
    'main.js': `export default (input) => input; // ${note}\n`,
    'input.json': JSON.stringify(schema),
    'output.json': JSON.stringify(schema),
    'vectors.json': JSON.stringify([{ name: 'one', input: 1, output: 1 }]),
    'README.md': `# ${name}\n\n${note}\n`,
    ...(options.bulk === undefined ? {} : { 'data/noise.txt': noise(options.bulk) }),
    ...options.files,
  };
}

function sampleManifest({ name, version, dependencies = {} }: SampleOptions): object {
  return {
    schemaVersion: 1,
    name,
    version,
    title: { fr: `Règle ${name}`, ar: 'قاعدة' },
    summary: { fr: 'Une règle de démonstration', ar: 'قاعدة للعرض' },
    kind: 'transform',
    runtime: { engine: 'javascript', entry: 'main.js' },
    contract: { input: 'input.json', output: 'output.json' },
    vectors: ['vectors.json'],
    sectors: ['finance-and-economic-development'],
    developmentStatus: 'stable',
    organisation: { name: { fr: 'Administration', ar: 'إدارة' } },
    region: 'MA',
    maintenance: {
      type: 'internal',
      contacts: [{ role: 'support', email: 'equipe@example.ma' }],
      responsible: { fr: 'Équipe', ar: 'فريق' },
      reviewBy: '2030-01-01',
    },
    license: 'EUPL-1.2',
    access: 'open',
    purpose: { fr: 'Montrer', ar: 'عرض' },
    risk: { level: 'minimal', grounds: { fr: 'Sans effet', ar: 'بدون أثر' } },
    personalData: { processed: false },
    languages: { interface: ['fr', 'ar'], data: ['fr'] },
    ...(Object.keys(dependencies).length === 0 ? {} : { dependencies }),
  };
}

/** Text that does not compress to nothing and is the same every time. */
function noise(bytes: number): string {
  let state = 1;
  let text = '';
  while (text.length < bytes) {
    state = (state * 48271) % 2147483647;
    text += state.toString(36);
  }
  return text.slice(0, bytes);
}
