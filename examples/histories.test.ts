import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { afterAll, describe, expect, it } from 'vitest';

import { describeChange, describeVerdict } from '../packages/admission/src/index.ts';
import { type Change, compareVersions, type Json } from '../packages/versioning/src/index.ts';
import { openJudge, type Step } from './judge-history.ts';
import { readChange, type StatedChange } from './read-changes.ts';
import { type Example, readExamples } from './read-examples.ts';

const examples = await readExamples();
const judge = openJudge(examples);
const steps = [...Map.groupBy(examples, ({ manifest }) => manifest.name).values()].flatMap(stepsOf);

afterAll(() => judge.close());

describe.each(steps)('$path', (step) => {
  const { version, last, stated } = step;

  it('has the number that is demanded, by the rules that its README names', async () => {
    const { level, changes } = await judge.compareWithLast(step);
    const rules = changes.filter((change) => change.level === level).map(({ rule }) => rule);
    // Whatever is new brings vectors with it.
    const own = rules.filter((rule) => rule !== 'vectors-added');

    expect(stated).toMatchObject({ level, against: last.manifest.version });
    if (level === 'patch') expect(rules).toEqual(expect.arrayContaining([...stated.rules]));
    else expect(new Set(stated.rules)).toEqual(new Set(own));
  });

  it('stands in the table of the histories with the same level and rules', () => {
    expect(rowOf(version).slice(1, 3)).toEqual([stated.level, stated.rules.map((rule) => `\`${rule}\``).join(', ')]);
  });

  it('is accepted under its number', async () => {
    expect(await judge.judgeAs(version.manifest.version, step)).toMatchObject({ ok: true, reasons: [] });
  });
});

describe.each(steps.filter(({ stated }) => stated.level !== 'patch'))('$path', (step) => {
  it('shows in its README a value that shows the change', async () => {
    expect(await isShown(step)).toBe(true);
  });
});

describe.each(steps.filter(({ stated }) => stated.level === 'major'))('$path', (step) => {
  it('breaks by values that a validator or a run confirms', async () => {
    const { changes } = await judge.compareWithLast(step);
    const breaking = changes.filter(({ level }) => level === 'major');

    expect(breaking.length).toBeGreaterThan(0);
    for (const change of breaking) expect(await isConfirmed(step, change), change.rule).toBe(true);
  });
});

describe.each(steps.filter(({ small }) => small !== undefined))('$path as $small', (step) => {
  const { version, last, stated } = step;

  it('is refused, and told the number that it has', async () => {
    const verdict = await judge.judgeAs(step.small!, step);

    expect(verdict).toMatchObject({ ok: false, level: stated.level, required: version.manifest.version });
    expect(verdict.reasons.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...stated.rules]));
    expect(verdict.reasons[0]).toMatchObject({ edge: 'below', against: last.manifest.version });
  });
});

describe('the histories together', () => {
  it('are at least four with a patch, a minor and a major each', () => {
    const byName = Map.groupBy(steps, ({ version }) => version.manifest.name);
    const whole = [...byName.values()].filter(
      (history) => new Set(history.map(({ stated }) => stated.level)).size === 3,
    );

    expect(whole.length).toBeGreaterThanOrEqual(4);
  });

  it('show each way in which a version can break', () => {
    const rules = steps.flatMap(({ stated }) => stated.rules);

    expect(rules).toEqual(
      expect.arrayContaining(['input-narrowed', 'output-widened', 'vector-fails', 'vector-superseded', 'period-moved']),
    );
  });

  it('begin with a version that says that it is the first', () => {
    for (const { earlier } of steps) expect(readChange(earlier[0]!)).toBeUndefined();
  });

  it('hold a law of another period to the contract of the earlier one, not to its results', async () => {
    const step = stepOf('impots/income-tax/1.2.0');
    const later = step.last.vectors.find(({ input }) => (input as { year: number }).year === 2030)!;

    expect(await judge.run(step.version, later.input)).not.toEqual(later.output);
    expect(await judge.judgeAs('1.1.1', step)).toMatchObject({
      ok: false,
      required: '1.2.0',
      reasons: [{ rule: 'period-moved' }],
    });
    const correction = { ...step.version, manifest: { ...step.version.manifest, validity: { from: '2010-01-01' } } };
    const verdict = await judge.judgeAs('1.2.0', { ...step, version: correction });
    expect(verdict).toMatchObject({ ok: false, required: '2.0.0' });
    expect(verdict.reasons.map(({ rule }) => rule)).toContain('vector-fails');
  });

  it.each([
    {
      path: 'impots/income-tax/2.0.0',
      says: /^1\.2\.0 accepted \{.*"year":20[12]\d.*\}; yours rejects it at \/year \(minimum 2025\)\.$/,
    },
    {
      path: 'environnement-casablanca/pm25-index/2.0.0',
      says: /^Vector “a later day, .*” of 1\.0\.0: .* promised \{.*"index":50.*\}; yours answers \{.*"index":56.*\}\.$/,
    },
    {
      path: 'finances/rib-key/2.0.0',
      says: /^Yours says that vector “a key of 00 .*” of 1\.0\.0 was an error: .* never issued\.$/,
    },
    {
      path: 'tourisme-marrakech/hijri-date-text/2.0.0',
      says: /^Yours can answer \{.*"hijri":\{.*\}.*\}, which 1\.1\.0 ruled out/,
    },
  ])('tell the author of $path the value that breaks, and the number', async ({ path, says }) => {
    const step = stepOf(path);

    const verdict = await judge.judgeAs(step.small!, step);

    expect(describeVerdict(verdict, 'en')).toBe('This is 2.0.0.');
    expect(describeChange(verdict.reasons[0]!, { old: verdict.reasons[0]!.against }, 'en')).toMatch(says);
  });

  it('refuse a correction below that takes back what a minor version gave', async () => {
    const minor = stepOf('impots/income-tax/1.1.0').version;
    const patch = stepOf('impots/income-tax/1.0.1').version;
    const history = { version: patch, last: minor, earlier: [...stepOf('impots/income-tax/1.1.0').earlier, minor] };

    const { ok, required, reasons } = await judge.judgeAs('1.1.1', history);

    expect({ ok, required }).toEqual({ ok: false, required: '2.0.0' });
    const [narrowed] = reasons;
    expect(narrowed).toMatchObject({
      rule: 'input-narrowed',
      comparison: { where: { new: '/properties/family/properties/dependants/maximum' } },
    });
    expect(await judge.fits(minor, 'input', narrowed!.comparison!.witness!)).toBe(true);
    expect(await judge.fits(patch, 'input', narrowed!.comparison!.witness!)).toBe(false);
  });
});

/** Is a version after the first, with what its README says of its number. */
interface StatedStep extends Step {
  readonly path: string;
  readonly stated: StatedChange;
  /** A number one step too small; undefined where every number of the line is enough. */
  readonly small: string | undefined;
}

function stepsOf(versions: readonly Example[]): readonly StatedStep[] {
  const sorted = versions.toSorted((a, b) => compareVersions(a.manifest.version, b.manifest.version));
  return sorted.slice(1).map((version, index) => {
    const [last, stated] = [sorted[index]!, readChange(version)];
    if (stated === undefined) throw new Error(`${version.path} is not the first version`);
    const small = tooSmall(last.manifest.version, stated);
    return { path: version.path, version, earlier: sorted.slice(0, index + 1), last, stated, small };
  });
}

function stepOf(path: string): StatedStep {
  return steps.find((step) => step.path === path)!;
}

function tooSmall(last: string, { level }: StatedChange): string | undefined {
  const [major = 0, minor = 0, patch = 0] = last.split('.').map(Number);
  // Below 1.0.0 the last number stands for minor and patch.
  if (level === 'patch' || (level === 'minor' && major === 0)) return undefined;
  if (level === 'minor' || major === 0) return `${major}.${minor}.${patch + 1}`;
  return `${major}.${minor + 1}.0`;
}

function rowOf({ path, manifest }: Example): readonly string[] {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8').split('## Histories')[1]!;
  const row = readme.split('\n').find((line) => line.includes(`[\`${manifest.name}\` ${manifest.version}](${path}/)`));
  return row!
    .split('|')
    .map((cell) => cell.trim())
    .slice(1, -1);
}

/** Tells whether the blocks of a README show the change: a value on which the contracts differ, or two results of a vector. */
async function isShown(step: StatedStep): Promise<boolean> {
  const { rules, shown } = step.stated;
  const [value, now] = shown;
  switch (rules[0]) {
    case 'input-widened':
    case 'input-narrowed':
      return shown.length === 1 && differs(step, 'input', { value: value!, wider: rules[0] === 'input-widened' });
    case 'output-widened':
    case 'output-narrowed':
      return shown.length === 1 && differs(step, 'output', { value: value!, wider: rules[0] === 'output-widened' });
    case 'vector-fails':
    case 'vector-superseded':
    case 'period-moved':
      return shown.length === 2 && isResult(step, [value!, now!]);
    default:
      return false;
  }
}

interface Shown {
  readonly value: Json;
  /** True when the new contract is to hold the value and the old one not; else the reverse. */
  readonly wider: boolean;
}

async function differs(
  { version, last }: StatedStep,
  role: 'input' | 'output',
  { value, wider }: Shown,
): Promise<boolean> {
  return (await judge.fits(version, role, value)) === wider && (await judge.fits(last, role, value)) !== wider;
}

async function isResult({ version, last }: StatedStep, [was, now]: readonly [Json, Json]): Promise<boolean> {
  const vectors = last.vectors.filter(({ output }) => isEqual(output, was));
  const results = await Promise.all(vectors.map(({ input }) => judge.run(version, input)));
  return results.some((result) => result !== undefined && isEqual(result, now));
}

/** Confirms the value of a breaking change by means of its own: the validator of admission, or a run. */
async function isConfirmed(step: StatedStep, { rule, comparison, vector, supersedes }: Change): Promise<boolean> {
  if (comparison?.witness !== undefined) {
    const role = rule === 'input-narrowed' ? 'input' : 'output';
    return differs(step, role, { value: comparison.witness, wider: role === 'output' });
  }
  const old = step.earlier.find(({ manifest }) => manifest.version === (vector ?? supersedes)?.version);
  const broken = old?.vectors.find(({ name }) => name === (vector ?? supersedes)?.name);
  if (broken === undefined) return false;
  const actual = await judge.run(step.version, broken.input);
  return actual === undefined || !isEqual(actual, broken.output);
}

const isEqual = (one: Json, other: Json): boolean => isDeepStrictEqual(one, other);
