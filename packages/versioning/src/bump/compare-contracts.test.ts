import { describe, expect, it } from 'vitest';

import { contentWith, VECTOR, type ContentChange } from '../testing/contents.ts';
import { CHANGE_RULES, type ChangeRule } from './change.ts';
import { compareContracts } from './compare-contracts.ts';
import type { FailedVector } from './content.ts';
import type { BumpLevel } from './level.ts';

const children = (schema: object) => ({ input: { properties: { dependants: schema } } });
const tax = (schema: object) => ({ output: { properties: { tax: schema }, required: ['tax'] } });
const manifest = (part: object): ContentChange => ({ manifest: part });
const runtime = (part: object) => manifest({ runtime: { engine: 'python', entry: 'main.py', ...part } });
const rule = (validity: object) => manifest({ kind: 'rule', validity });
const none = manifest({ runtime: { engine: 'none' } });
const file = (path: string, digest: string) => ({ files: [{ path, digest }] });
const personal = (part: object) => manifest({ personalData: { processed: true, ...part } });
const undecidable = { type: 'string', pattern: '^(.)b\\1$' };

interface Row {
  readonly rule: ChangeRule;
  readonly level: BumpLevel;
  readonly title: string;
  readonly old: ContentChange;
  readonly new: ContentChange;
  readonly failed?: readonly FailedVector[];
}

const row = (
  rule: ChangeRule,
  level: BumpLevel,
  [title, old, newer]: readonly [string, ContentChange, ContentChange],
): Row => ({
  rule,
  level,
  title,
  old,
  new: newer,
});

const FAILED: FailedVector = {
  version: '1.0.0',
  name: VECTOR.name,
  input: VECTOR.input,
  expected: VECTOR.output,
  outcome: { actual: { tax: 11 } },
};
const SUPERSEDES = { version: '1.0.0', name: VECTOR.name, reason: { fr: 'Barème mal lu.' } };
const corrected = { vectors: [{ ...VECTOR, output: { tax: 11 }, supersedes: SUPERSEDES }] };
const count = { type: 'integer', minimum: 0, maximum: 7 };

/** The table of docs/spec/versions.md: a row at least for each rule. */
const TABLE: readonly Row[] = [
  row('input-narrowed', 'major', ['a value less is taken', {}, children({ ...count, maximum: 6 })]),
  row('input-narrowed', 'major', [
    'an optional member more in an open object',
    {},
    { input: { properties: { dependants: count, age: { minimum: 0 } } } },
  ]),
  row('input-undecided', 'major', ['nobody knows', children(undecidable), children({ ...undecidable, minLength: 1 })]),
  row('input-widened', 'minor', ['a value more is taken', {}, children({ ...count, maximum: 8 })]),
  row('input-equivalent', 'patch', [
    'the same is written otherwise',
    {},
    { input: { allOf: [children(count).input] } },
  ]),
  row('output-widened', 'major', ['a value more is given', {}, tax({ type: 'number', minimum: -1 })]),
  row('output-undecided', 'major', ['nobody knows', tax(undecidable), tax({ ...undecidable, minLength: 1 })]),
  row('output-narrowed', 'minor', ['a value less is given', {}, tax({ type: 'number', minimum: 1 })]),
  row('output-equivalent', 'patch', [
    'the same is written otherwise',
    {},
    { output: { allOf: [tax({ type: 'number', minimum: 0 }).output] } },
  ]),
  row('input-members-dropped', 'minor', [
    'a member less is read',
    tolerant({ input: { properties: { dependants: count, age: {} } } }),
    tolerant({}),
  ]),
  row('input-strict', 'major', ['undeclared members are judged', tolerant({}), {}]),
  row('input-tolerant', 'minor', ['undeclared members are dropped', {}, tolerant({})]),
  row('contract-lost', 'major', ['nothing is run any more', {}, none]),
  row('contract-lost', 'major', [
    'nothing is run any more, though the schemas lie there',
    {},
    { ...none, schemas: contentWith().schemas },
  ]),
  row('contract-gained', 'minor', ['something is run now', none, {}]),
  { ...row('vector-fails', 'major', ['an old vector has another result', {}, {}]), failed: [FAILED] },
  { ...row('vector-superseded', 'major', ['an old vector was an error', {}, corrected]), failed: [FAILED] },
  row('vector-contradicted', 'major', [
    'an own vector rules out what an old one promises',
    {},
    { vectors: [{ ...VECTOR, name: 'corrected', output: { tax: 11 } }] },
  ]),
  row('vectors-added', 'patch', [
    'a vector more for what was taken before',
    {},
    { vectors: [VECTOR, { ...VECTOR, name: 'more', input: { dependants: 3 } }] },
  ]),
  row('vectors-added', 'minor', [
    'a vector more, and more is taken',
    {},
    {
      ...children({ ...count, maximum: 8 }),
      vectors: [VECTOR, { name: 'eight', input: { dependants: 8 }, output: { tax: 1 } }],
    },
  ]),
  row('vectors-removed', 'patch', ['a vector less', { vectors: [VECTOR, { ...VECTOR, input: {} }] }, {}]),
  row('engine-changed', 'major', ['another engine', {}, runtime({})]),
  row('engine-raised', 'major', [
    'a newer engine is needed',
    runtime({ version: '>=3.11' }),
    runtime({ version: '>=3.12' }),
  ]),
  row('engine-raised', 'major', ['an engine is needed, and was not', runtime({}), runtime({ version: '>=3.11' })]),
  row('engine-raised', 'major', [
    'what is needed is no range',
    runtime({ version: 'PyPy' }),
    runtime({ version: 'CPython' }),
  ]),
  row('engine-lowered', 'patch', [
    'an older engine will do',
    runtime({ version: '>=3.12' }),
    runtime({ version: '>=3.11' }),
  ]),
  row('engine-lowered', 'patch', ['any engine will do', runtime({ version: 'PyPy' }), runtime({})]),
  row('risk-raised', 'major', ['more risk', {}, manifest({ risk: { level: 'limited' } })]),
  row('risk-lowered', 'minor', ['less risk', manifest({ risk: { level: 'high' } }), {}]),
  row('kind-changed', 'major', ['a rule now', {}, rule({ from: '2025-01-01' })]),
  row('kind-changed', 'major', ['learnt now', {}, manifest({ kind: 'machine-learning' })]),
  row('kind-changed', 'minor', ['another word for it', {}, manifest({ kind: 'validator' })]),
  row('validity-lost', 'major', [
    'it applies no longer at all times',
    {},
    manifest({ validity: { from: '2025-01-01' } }),
  ]),
  row('validity-widened', 'minor', ['it applies at all times', manifest({ validity: { from: '2025-01-01' } }), {}]),
  row('period-moved', 'minor', [
    'the rule of another year',
    rule({ from: '2024-01-01' }),
    rule({ from: '2025-01-01' }),
  ]),
  row('period-end-moved', 'minor', [
    'it ends',
    rule({ from: '2024-01-01' }),
    rule({ from: '2024-01-01', until: '2025-01-01' }),
  ]),
  row('personal-data-raised', 'minor', ['more is known of people', personal({}), personal({ sensitive: ['health'] })]),
  row('license-changed', 'minor', ['another licence', {}, manifest({ license: 'MIT' })]),
  row('dependencies-changed', 'patch', [
    'another major of what is called',
    manifest({ dependencies: { 'a/b': '^1' } }),
    manifest({ dependencies: { 'a/b': '^2' } }),
  ]),
  row('texts-changed', 'patch', ['another title', {}, manifest({ title: { fr: 'Autre' } })]),
  row('program-changed', 'patch', ['other data', file('data/rates.json', '1'), file('data/rates.json', '2')]),
  row('files-changed', 'patch', ['another file', file('README.md', '1'), file('README.md', '2')]),
];

function tolerant(change: ContentChange): ContentChange {
  return {
    ...children(count),
    ...change,
    manifest: { contract: { input: 'i.json', output: 'o.json', inputMode: 'tolerant' } } as never,
  };
}

const compare = ({ old, new: newer, failed = [] }: Pick<Row, 'old' | 'new' | 'failed'>) =>
  compareContracts({ old: contentWith(old), new: contentWith({ version: '1.1.0', ...newer }), failed });

describe('compareContracts', () => {
  it.each(TABLE)('$rule, $level: $title', async ({ rule: expected, level, ...pair }) => {
    const { changes, level: highest } = await compare(pair);

    expect(changes.map((change) => [change.rule, change.level])).toContainEqual([expected, level]);
    expect(highest).toBe(level);
  });

  it('has a row for every rule', () => {
    expect(new Set(TABLE.map((one) => one.rule))).toEqual(new Set(CHANGE_RULES));
  });

  it('finds nothing between a version and itself', async () => {
    expect(await compare({ old: file('main.js', '1'), new: file('main.js', '1') })).toMatchObject({
      old: '1.0.0',
      new: '1.1.0',
      level: 'patch',
      changes: [],
    });
  });

  it('shows the value that breaks', async () => {
    const { changes } = await compare({ old: {}, new: children({ ...count, maximum: 6 }) });

    expect(changes[0]?.comparison).toMatchObject({
      witness: { dependants: 7 },
      at: '/dependants',
      reason: 'maximum: 6',
      where: { new: '/properties/dependants/maximum' },
    });
  });

  it('tells the gravest first, and those of one level in the order of the rules', async () => {
    const { changes, level } = await compare({
      old: file('README.md', '1'),
      new: {
        ...file('README.md', '2'),
        ...children({ ...count, maximum: 8 }),
        ...tax({ type: 'string' }),
        ...manifest({ license: 'MIT', risk: { level: 'high' } }),
      },
    });

    expect(level).toBe('major');
    expect(changes.map((change) => change.rule)).toEqual([
      ...['output-widened', 'risk-raised', 'input-widened', 'license-changed', 'texts-changed', 'files-changed'],
    ]);
  });

  it('does not count a vector that is called an error as failing, and the correction only once', async () => {
    const first = await compare({ old: {}, new: corrected, failed: [FAILED] });
    const second = await compare({ old: corrected, new: corrected, failed: [FAILED] });

    expect(first.changes.map((change) => change.rule)).not.toContain('vector-fails');
    expect(second).toMatchObject({ level: 'patch', changes: [] });
  });

  it('lets a version of one line say nothing of the errors of another', async () => {
    const line = { version: '2.0.0' };
    const next = { version: '2.0.1', ...corrected };

    expect((await compare({ old: { ...line, vectors: [] }, new: next })).level).toBe('patch');
    expect((await compare({ old: line, new: next })).changes[0]?.rule).toBe('vector-contradicted');
  });

  it('takes vectors of one content for one, whatever their names and the order of members', async () => {
    const renamed = { name: 'other', output: VECTOR.output, input: VECTOR.input };

    expect((await compare({ old: {}, new: { vectors: [renamed] } })).changes).toEqual([]);
  });
});
