import * as z from 'zod';

import { judgeConditions } from './conditions.ts';
import { judgeEntry } from './entry.ts';
import {
  algorithmName,
  civilDate,
  code,
  duration,
  email,
  entry,
  glob,
  jsonPath,
  languageTag,
  license,
  range,
  uri,
  url,
  version,
} from './fields.ts';
import { pickText } from './languages.ts';
import type { Report } from './problem.ts';
import { regions } from './regions.ts';
import { ruleDespiteErrors } from './rule.ts';
import { sectors } from './sectors.ts';
import { languageMap, languageMapOfLists, list, LIST_LIMIT, text } from './text-fields.ts';

/** Bounds texts, in graphemes. */
const LIMITS = { title: 100, summary: 150, label: 200, passage: 2000, description: 10_000 } as const;

const REGION_NAMES = regions.map((region) => `${region.code}: ${pickText(region.name, 'fr')}`).join('; ');

const passage = () => languageMap(LIMITS.passage, { multiline: true });
const label = () => languageMap(LIMITS.label);

const runtime = z
  .strictObject({
    engine: z.enum(['javascript', 'wasm', 'python', 'none']).describe('What runs the algorithm; none: nothing does.'),
    entry: entry()
      .describe(
        'File that is run; for python a file and a function in it, `main.py:run`. Required unless engine is none.',
      )
      .exactOptional(),
    data: list(jsonPath()).describe('JSON files handed to the algorithm as `data`.').exactOptional(),
    version: text(64).describe('Version or range of the engine that it needs.').exactOptional(),
  })
  .check(ruleDespiteErrors(judgeEntry));

const contract = z.strictObject({
  input: jsonPath().describe('JSON Schema (2020-12) of the input.'),
  output: jsonPath().describe('JSON Schema (2020-12) of the output.'),
  inputMode: z
    .enum(['strict', 'tolerant'])
    .describe('tolerant: members that the version does not declare are dropped with a warning. Default: strict.')
    .exactOptional(),
});

const maintenance = z.strictObject({
  type: z.enum(['internal', 'contract', 'community', 'none']).describe('Who maintains it (terms of publiccode.yml).'),
  contacts: list(
    z.strictObject({
      role: code().describe('What the mailbox is for: support, security, data-protection …'),
      email: email().describe('Address of a role mailbox, never of a person.'),
    }),
  ).describe('Role mailboxes.'),
  contractors: list(
    z.strictObject({
      name: text(LIMITS.label).describe('Name of the company.'),
      until: civilDate().describe('Day on which the contract ends.'),
    }),
  ).exactOptional(),
  responsible: label().describe('The unit that answers for the algorithm.'),
  reviewBy: civilDate().describe('Day by which the algorithm is reviewed next.'),
});

const validity = z
  .strictObject({
    from: civilDate().describe('First day on which the rule applies.'),
    until: civilDate().describe('First day on which it no longer applies.').exactOptional(),
  })
  .check(ruleDespiteErrors(judgeDates));

function judgeDates(value: unknown, report: Report): void {
  if (typeof value !== 'object' || value === null) return;
  const { from, until } = value as { from?: unknown; until?: unknown };
  if (typeof from !== 'string' || typeof until !== 'string') return;
  if (until <= from) report('dates-reversed', { from, until }, ['until']);
}

const lawfulBasis = z.strictObject({
  title: label().describe('Name of the law, decree or decision.'),
  url: url().exactOptional(),
  article: text(LIMITS.label).describe('Article, section or paragraph.').exactOptional(),
  checkedOn: civilDate().describe('Day on which somebody last checked that it is in force.'),
});

const risk = z.strictObject({
  level: z
    .enum(['minimal', 'limited', 'high', 'prohibited'])
    .describe('Level of risk to people, in the terms of the EU AI Act.'),
  grounds: passage().describe('Why this level.'),
});

const personalData = z.strictObject({
  processed: z.boolean().describe('Whether the algorithm processes personal data.'),
  categories: list(code()).describe('Codes of the categories of data: identity, income …').exactOptional(),
  sensitive: list(code()).describe('Codes of the sensitive ones: health, religion …').exactOptional(),
  retention: duration()
    .describe('How long the data are kept: an ISO 8601 duration, P5Y; P0D: not at all.')
    .exactOptional(),
  declaration: text(LIMITS.label)
    .describe('Number of the declaration to the data protection authority.')
    .exactOptional(),
});

const dataset = z.strictObject({
  name: text(LIMITS.label),
  url: url().exactOptional(),
  role: z.enum(['training', 'evaluation', 'reference', 'operational']),
  license: license().exactOptional(),
  classification: code().describe('How the data are classified: open, internal, confidential …').exactOptional(),
});

const model = z.strictObject({
  task: text(LIMITS.label).describe('What the model does: classification, translation …'),
  architecture: text(LIMITS.label),
  baseModel: text(LIMITS.label).describe('The model that it was made from.').exactOptional(),
  metrics: list(
    z.strictObject({
      type: code().describe('accuracy, f1, word-error-rate …'),
      value: z.number(),
      slice: text(LIMITS.label).describe('The part of the data it was measured on.').exactOptional(),
      dataset: text(LIMITS.label).describe('Name of the dataset it was measured on.').exactOptional(),
    }),
  ),
  limitations: passage(),
});

const humanOversight = z.strictObject({
  mode: z.enum(['none', 'on-request', 'in-the-loop', 'over-the-loop']),
  description: passage(),
});

const impactAssessment = z.strictObject({
  type: code().describe('dpia, fria …'),
  title: label(),
  url: url().exactOptional(),
  date: civilDate(),
  summary: passage(),
});

const dependencies = z
  .record(algorithmName(), range())
  .check(
    ruleDespiteErrors((value, report) => {
      const length = typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
      if (length > LIST_LIMIT) report('list-too-long', { length, limit: LIST_LIMIT });
    }),
  )
  .meta({ maxProperties: LIST_LIMIT });

function judgeSelf(manifest: unknown, report: Report): void {
  if (typeof manifest !== 'object' || manifest === null) return;
  const { name, dependencies: needed } = manifest as { name?: unknown; dependencies?: unknown };
  if (typeof name !== 'string' || typeof needed !== 'object' || needed === null) return;
  if (Object.hasOwn(needed, name)) report('dependency-self', { name }, ['dependencies', name]);
}

/** Describes `algorithm.yaml`, the one manifest of a release (docs/spec/manifest.md says it in prose). */
export const manifestSchema = z
  .strictObject({
    schemaVersion: z.literal(1).describe('Version of this format.'),
    name: algorithmName().describe(
      'agency/name: lower-case letters, digits and hyphens; at most 40 and 64 characters.',
    ),
    version: version().describe('Semantic version without build metadata, at most 64 characters.'),
    title: languageMap(LIMITS.title).describe('Name for people, at most 100 characters.'),
    summary: languageMap(LIMITS.summary).describe('What it does in one sentence, at most 150 characters.'),
    description: languageMap(LIMITS.description, { multiline: true })
      .describe('What it does, at length, in light Markdown.')
      .exactOptional(),
    features: languageMapOfLists(LIMITS.label).describe('What it can do, point by point.').exactOptional(),
    kind: z
      .enum(['rule', 'statistical', 'machine-learning', 'generative', 'optimisation', 'transform', 'validator'])
      .describe('What sort of algorithm it is. rule: the application of a law or regulation.'),
    runtime: runtime.describe('What runs the algorithm.'),
    contract: contract
      .describe('JSON Schemas of input and output. Required unless runtime.engine is none.')
      .exactOptional(),
    vectors: list(glob())
      .describe('Globs of the files with test vectors. Required unless runtime.engine is none.')
      .exactOptional(),
    sectors: list(z.enum(sectors.map((sector) => sector.code))).describe('Sectors (scope list of publiccode.yml).'),
    categories: list(code()).describe('Further codes to find it by.').exactOptional(),
    keywords: languageMapOfLists(LIMITS.title).describe('Words to find it by.').exactOptional(),
    developmentStatus: z.enum(['concept', 'development', 'beta', 'stable', 'obsolete']),
    organisation: z
      .strictObject({
        uri: uri().describe('Web address or URN of the organisation.').exactOptional(),
        name: label().describe('Name of the organisation.'),
      })
      .describe('The public body that owns the algorithm.'),
    region: z
      .enum(regions.map((region) => region.code))
      .describe(`Region of the owner (ISO 3166-2:MA), or MA for the whole country. ${REGION_NAMES}.`),
    institute: code().describe('Code of the regional centre.').exactOptional(),
    maintenance: maintenance.describe('Who keeps it going.'),
    license: license().describe('SPDX licence expression, for instance EUPL-1.2.'),
    access: z
      .enum(['open', 'government', 'restricted'])
      .describe('Who may read the files. Only open is published yet.'),
    exemption: passage().describe('Why it is not open. Required unless access is open.').exactOptional(),
    repository: url().describe('Address of the source code.').exactOptional(),
    documentation: url().exactOptional(),
    homepage: url().exactOptional(),
    isBasedOn: url().describe('Address of the work it derives from.').exactOptional(),
    dependencies: dependencies
      .describe('Algorithms that it calls through `use`, each with a range of versions.')
      .exactOptional(),
    validity: validity
      .describe('Civil dates (Africa/Casablanca) for which the rule applies; until is excluded. Required for a rule.')
      .exactOptional(),
    purpose: passage().describe('What it is meant for.'),
    outOfScope: passage().describe('What it must not be used for.').exactOptional(),
    lawfulBasis: list(lawfulBasis)
      .describe('Laws it rests on. Required for a rule, and where the risk is limited or higher.')
      .exactOptional(),
    risk: risk.describe('Risk to people.'),
    personalData: personalData.describe('Personal data.'),
    datasets: list(dataset).describe('Data. Required for machine-learning and generative.').exactOptional(),
    model: model.describe('The model. Required for machine-learning and generative.').exactOptional(),
    humanOversight: humanOversight
      .describe('How people watch over it. Required where the risk is limited or higher.')
      .exactOptional(),
    risks: list(z.strictObject({ name: passage(), mitigation: passage() }))
      .describe('Known risks and what is done about them. Required where the risk is limited or higher.')
      .exactOptional(),
    impactAssessments: list(impactAssessment).describe('Required where the risk is high.').exactOptional(),
    languages: z
      .strictObject({
        interface: list(languageTag(), { least: 0 }).describe('Languages of what people read and write.'),
        data: list(languageTag(), { least: 0 }).describe('Languages of the data it works on.'),
      })
      .describe('Languages, as BCP 47 tags; an empty list where there are none.'),
  })
  .check(ruleDespiteErrors(judgeConditions), ruleDespiteErrors(judgeSelf));

type Frozen<T> = T extends string | number | boolean
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Frozen<Item>[]
    : { readonly [Key in keyof T]: Frozen<T[Key]> };

/** Holds a valid manifest, as written: nothing is filled in or rewritten. */
export type Manifest = Frozen<z.infer<typeof manifestSchema>>;
