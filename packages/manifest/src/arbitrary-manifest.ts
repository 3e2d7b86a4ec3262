import fc from 'fast-check';

import { isCivilDate } from './civil-date.ts';
import { findRefusedCharacter } from './characters.ts';
import { LANGUAGES } from './languages.ts';
import { regions } from './regions.ts';
import { isReservedName } from './reserved-names.ts';
import { type Manifest, manifestSchema } from './schema.ts';
import { sectors } from './sectors.ts';

type Loose = Readonly<Record<string, unknown>>;

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,6}){0,2}$/);
const name = fc
  .tuple(word, word)
  .filter(([agency, algorithm]) => !isReservedName(agency, 'agency') && !isReservedName(algorithm, 'algorithm'))
  .map((parts) => parts.join('/'));

// Texts that a YAML writer may stumble over, beside any others.
const awkward = fc.constantFrom(
  ...[
    'no',
    '~',
    'null',
    '1.0',
    '- a',
    '# a',
    'a: b',
    "it's",
    '"',
    '  a',
    'a  ',
    '|',
    '>',
    '&a',
    '*a',
    '!a',
    '%a',
    '@',
    '`',
    '{}',
    '[]',
    '---',
    '...',
    '<<',
    '=',
    '0x1f',
    '1e3',
    '.inf',
    '?',
    ': ',
    'مرحبا',
    'ⴰⵣⵓⵍ',
    'a\u200cb',
    '👩‍👩‍👧',
  ],
);
const isShowable = (value: string) => /[^\s\p{Cf}\p{Zs}]/u.test(value) && !findRefusedCharacter(value);
const line = fc
  .oneof(awkward, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), fc.lorem({ maxCount: 12 }))
  .filter((value) => isShowable(value) && !/[\t\r\n]/.test(value) && value.length <= 90);
const passage = fc
  .array(fc.oneof(line, fc.constantFrom('', ' ', '\t', '  x')), { minLength: 1, maxLength: 6 })
  .map((lines) => lines.join('\n'))
  .filter(isShowable);

const optional = { requiredKeys: [] } satisfies { requiredKeys: never[] };
const mapOf = <T>(value: fc.Arbitrary<T>) =>
  fc
    .record(Object.fromEntries(LANGUAGES.map((language) => [language, value])), optional)
    .filter((map) => 'ar' in map || 'fr' in map);
const label = mapOf(line);
const text = mapOf(passage);
const listOf = <T>(item: fc.Arbitrary<T>) => fc.uniqueArray(item, { minLength: 1, maxLength: 3 });
const date = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((value) => value.toISOString().slice(0, 10))
  .filter(isCivilDate);
const url = fc.webUrl({ withFragments: true, withQueryParameters: true });
const path = fc
  .stringMatching(/^[a-z0-9_]{1,8}(\/[a-zé0-9 _]{1,6}x){0,3}\.json$/)
  .map((value) => value.normalize('NFC'));
const glob = fc.oneof(path, fc.constantFrom('vectors/*.json', '**/*.json', '*', 'a?/**/*.json'));
const version = fc
  .tuple(fc.nat(), fc.nat(), fc.nat(), fc.constantFrom('', '-rc.1', '-0a', '-x-y.7'))
  .map(([major, minor, patch, pre]) => `${major}.${minor}.${patch}${pre}`);
const range = fc.constantFrom('^1.2.0', '~0.3', '>=1 <3', '*', '1.x || 2.1.0', '1.0.0 - 2.0.0');
const license = fc.constantFrom(
  'EUPL-1.2',
  'MIT OR Apache-2.0',
  '(MIT AND CC-BY-4.0)',
  'GPL-2.0-only WITH Classpath-exception-2.0',
);
const email = fc.constantFrom('support@demo.example', 'a.b+c@x-y.demo.example');
const tag = fc.constantFrom('ar', 'fr', 'zgh-Tfng', 'ary', 'en-GB', 'ar-Arab-MA');
const record = (required: Readonly<Record<string, fc.Arbitrary<unknown>>>, others: typeof required = {}) =>
  fc.record({ ...required, ...others }, { requiredKeys: Object.keys(required) });
const furtherRuntime = { data: listOf(path), version: fc.constantFrom('>=3.11', '1') };

const members = {
  schemaVersion: fc.constant(1),
  name,
  version,
  title: label,
  summary: label,
  description: text,
  features: mapOf(listOf(line)),
  kind: fc.constantFrom(
    'rule',
    'statistical',
    'machine-learning',
    'generative',
    'optimisation',
    'transform',
    'validator',
  ),
  runtime: fc.oneof(
    record({ engine: fc.constantFrom('javascript', 'wasm', 'none'), entry: path }, furtherRuntime),
    record({ engine: fc.constant('python'), entry: path.map((one) => `${one}.py:run`) }, furtherRuntime),
  ),
  contract: record({ input: path, output: path }, { inputMode: fc.constantFrom('strict', 'tolerant') }),
  vectors: listOf(glob),
  sectors: listOf(fc.constantFrom(...sectors.map((sector) => sector.code))),
  categories: listOf(word),
  keywords: mapOf(listOf(line)),
  developmentStatus: fc.constantFrom('concept', 'development', 'beta', 'stable', 'obsolete'),
  organisation: record({ name: label }, { uri: fc.oneof(url, fc.constant('urn:example:agency:1')) }),
  region: fc.constantFrom(...regions.map((region) => region.code)),
  institute: word,
  maintenance: record(
    {
      type: fc.constantFrom('internal', 'contract', 'community', 'none'),
      contacts: listOf(record({ role: word, email })),
      responsible: label,
      reviewBy: date,
    },
    { contractors: listOf(record({ name: line, until: date })) },
  ),
  license,
  access: fc.constantFrom('open', 'government', 'restricted'),
  exemption: text,
  repository: url,
  documentation: url,
  homepage: url,
  isBasedOn: url,
  dependencies: fc.dictionary(name, range, { maxKeys: 4 }),
  validity: fc
    .tuple(date, fc.option(date))
    .map(([from, until]) => (until !== null && until > from ? { from, until } : { from })),
  purpose: text,
  outOfScope: text,
  lawfulBasis: listOf(record({ title: label, checkedOn: date }, { url, article: line })),
  risk: record({ level: fc.constantFrom('minimal', 'limited', 'high', 'prohibited'), grounds: text }),
  personalData: record(
    { processed: fc.boolean() },
    {
      categories: listOf(word),
      sensitive: listOf(word),
      retention: fc.constantFrom('P5Y', 'P1Y2M3DT4H'),
      declaration: line,
    },
  ),
  datasets: listOf(
    record(
      { name: line, role: fc.constantFrom('training', 'evaluation', 'reference', 'operational') },
      { url, license, classification: word },
    ),
  ),
  model: record(
    {
      task: line,
      architecture: line,
      metrics: listOf(
        record(
          { type: word, value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((v) => v + 0) },
          { slice: line },
        ),
      ),
      limitations: text,
    },
    { baseModel: line },
  ),
  humanOversight: record({
    mode: fc.constantFrom('none', 'on-request', 'in-the-loop', 'over-the-loop'),
    description: text,
  }),
  risks: listOf(record({ name: text, mitigation: text })),
  impactAssessments: listOf(record({ type: word, title: label, date, summary: text }, { url })),
  languages: record({
    interface: fc.uniqueArray(tag, { maxLength: 3 }),
    data: fc.uniqueArray(tag, { maxLength: 3 }),
  }),
};

/** Members that the schema lets away but a condition may demand; they are always there in an arbitrary manifest. */
const demanded = new Set([
  'contract',
  'vectors',
  'exemption',
  'validity',
  'lawfulBasis',
  'datasets',
  'model',
  'humanOversight',
  'risks',
  'impactAssessments',
]);

/** Makes valid manifests of every kind, with all members that any condition could demand, for property tests. */
export const arbitraryManifest: fc.Arbitrary<Manifest> = fc
  .record(members, {
    requiredKeys: Object.keys(members).filter((key) => {
      return (
        demanded.has(key) || !(manifestSchema.shape as Record<string, { isOptional(): boolean }>)[key]?.isOptional()
      );
    }) as (keyof typeof members)[],
  })
  .map((manifest: Loose) => {
    const { dependencies, ...rest } = manifest as Loose & { dependencies?: Loose; name: string };
    if (!dependencies) return rest as unknown as Manifest;
    const others = Object.fromEntries(Object.entries(dependencies).filter(([key]) => key !== rest.name));
    return { ...rest, dependencies: others } as unknown as Manifest;
  });
