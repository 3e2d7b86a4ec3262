import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { checkRelease, folderRelease, openCheckWorker } from '../packages/admission/src/index.ts';
import { pack } from '../packages/archive/src/index.ts';
import { LANGUAGES } from '../packages/manifest/src/index.ts';
import { openRunner, type Json } from '../packages/runner/src/index.ts';
import { LATEST, resolveVersion } from '../packages/versioning/src/index.ts';
import { type Example, programOf, readExamples, runExample } from './read-examples.ts';
import { valuesOf } from './schema-arbitrary.ts';

const examples = await readExamples();
const worker = openCheckWorker();
const runner = openRunner({ python: { trustsOwn: true } });
const RUNS = process.env['NFORGE_TEST_SCALE'] === 'full' ? 5_000 : 60;

afterAll(() => Promise.all([worker.close(), runner.close()]));

describe.each(examples.map((example) => ({ ...example, example })))('$path', ({ example }) => {
  const { manifest, folder, path, vectors } = example;

  it('passes admission without an error or a warning', async () => {
    const { files } = await pack(folder);

    const { findings } = await checkRelease(folderRelease(folder, files), { worker });

    expect(findings).toEqual([]);
  });

  it('lies in the folder of its agency and algorithm, and of its version where there are several', () => {
    const alone = examples.filter((other) => other.manifest.name === manifest.name).length === 1;

    expect(path).toBe(alone ? manifest.name : `${manifest.name}/${manifest.version}`);
  });

  it('speaks Arabic, French and English wherever it speaks', () => {
    const texts = [manifest, ...Object.values(example.schemas)].flatMap((value) => languageMapsOf(value));

    expect(texts.length).toBeGreaterThan(10);
    for (const text of texts) expect(Object.keys(text), JSON.stringify(text)).toEqual(expect.arrayContaining(THREE));
  });

  it('has a closed contract in which every member is described and labelled', () => {
    const { objects, members } = partsOf(Object.values(example.schemas));

    expect(members.length).toBeGreaterThan(1);
    for (const object of objects) expect(object).toMatchObject({ additionalProperties: false });
    for (const member of members) {
      expect(Object.keys(member)).toEqual(expect.arrayContaining(['description', 'x-label']));
    }
  });

  it('uses neither clock, chance, locale nor anything else outside itself', () => {
    const { engine } = manifest.runtime;
    if (engine === 'none') expect.fail('every example runs');
    const [file, harmless] = SOURCES[engine];
    const source = readFileSync(join(folder, file), 'utf8').replace(harmless, '');

    expect(source).not.toMatch(
      /\b(import|require|process|globalThis|eval|exec|open|Function|Date|Intl|fetch|toLocale\w*|localeCompare)\b|random/,
    );
  });

  it('has at least six vectors, each with its source', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(6);
    for (const { name, source } of vectors) expect(source?.title, name).toMatch(/\S/);
  });

  it.each(vectors)('gives what the vector says, twice: $name', async ({ input, output, tolerance }) => {
    const first = runExample(examples, example, input);
    const second = runExample(examples, example, input);

    expectWithin(first.output, output, { abs: 0, rel: 0, ...tolerance });
    expect(second.output).toEqual(first.output);
    for (const call of first.calls) expect(await misfits(call.example, 'input', [call.input])).toEqual([]);
  });

  it('gives what its vectors say in the sandbox, where it also answers every input as it does here', async () => {
    const program = programOf(examples, example);

    const { total, failed } = await runner.replay(program, vectors);

    expect(total).toBe(vectors.length);
    expect(failed).toEqual([]);
    for (const input of fc.sample(valuesOf(example.schemas.input), { numRuns: runsOf(example), seed: 2026 })) {
      const outcome = await runner.run(program, input as Json);
      expect(outcome, JSON.stringify(input)).toMatchObject({ ok: true, warnings: [] });
      if (outcome.ok) expect(outcome.output).toEqual(runExample(examples, example, input).output);
    }
  });

  it('answers every input that its contract accepts within its contract', async () => {
    const inputs = fc.sample(valuesOf(example.schemas.input), { numRuns: runsOf(example), seed: 2026 });

    const outputs = inputs.map((input) => runExample(examples, example, input).output);

    expect(await misfits(example, 'input', inputs)).toEqual([]);
    expect(await misfits(example, 'output', outputs)).toEqual([]);
  });

  it('shows in its README an input with the output it has', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const [input, output] = [...readme.matchAll(/```json\n(.*?)```/gs)].map(
      ([, block = '']) => JSON.parse(block) as unknown,
    );

    expect(input).toBeDefined();
    expect(runExample(examples, example, input).output).toEqual(output);
    for (const part of ['## Use', '## Limits', '## Source']) expect(readme).toContain(part);
  });
});

describe('the examples together', () => {
  it('are at least fourteen algorithms of six agencies in six regions', () => {
    const count = (of: (example: Example) => string | undefined) => new Set(examples.map(of)).size;

    expect(count(({ manifest }) => manifest.name)).toBeGreaterThanOrEqual(14);
    expect(count(({ manifest }) => manifest.name.split('/')[0])).toBeGreaterThanOrEqual(6);
    expect(count(({ manifest }) => manifest.region)).toBeGreaterThanOrEqual(6);
  });

  it('hold at least four with nested input, two with dependencies and two with data', () => {
    const isNested = ({ schemas }: Example) =>
      Object.values((schemas.input as { properties: Record<string, { type?: unknown }> }).properties).some(
        ({ type }) => type === 'object' || type === 'array',
      );

    expect(examples.filter(isNested).length).toBeGreaterThanOrEqual(4);
    expect(examples.filter(({ manifest }) => manifest.dependencies !== undefined).length).toBeGreaterThanOrEqual(2);
    expect(examples.filter(({ data }) => Object.keys(data).length > 0).length).toBeGreaterThanOrEqual(2);
  });

  it('hold an income tax for each day since 2010, the new schedule from 1 January 2025 on', async () => {
    const name = 'impots/income-tax';
    const candidates = examples
      .filter(({ manifest }) => manifest.name === name)
      .map(({ manifest: { version, validity } }) => ({ version, validity, yanked: false, dependencies: {} }));
    const source = { candidates: () => Promise.resolve(candidates), channel: () => Promise.resolve(undefined) };
    const on = async (at: string, selector = LATEST) => (await resolveVersion({ name, selector, source, at })).version;

    await expect(on('2009-12-31')).rejects.toMatchObject({ code: 'no-version' });
    expect(await on('2024-12-31')).toBe('1.1.0');
    expect(await on('2025-01-01', '^1.0.0')).toBe('1.2.0');
    expect(await on('2025-01-01')).toBe('2.0.0');
  });

  it.each([
    {
      path: 'protection-sociale/cnss-amo-share',
      input: { month: '2026-12', grossPay: 10_000 },
      key: 'month',
      next: '2027-01',
    },
    { path: 'impots/professional-expenses', input: { year: 2026, grossTaxable: 60_000 }, key: 'year', next: 2027 },
    {
      path: 'impots/income-tax/2.0.0',
      input: { year: 2026, income: 90_000, family: { dependants: 2 } },
      key: 'year',
      next: 2027,
    },
    { path: 'environnement-casablanca/pm25-index/2.0.0', input: dayOf('2026-12-31'), key: 'date', next: '2027-01-01' },
  ])('take new parameters of $path from their first day on, without a change of code', ({ path, input, key, next }) => {
    const example = examples.find((one) => one.path === path)!;
    const [file, table] = Object.entries(example.data)[0] as [string, readonly Period[]];
    const from = typeof next === 'number' ? `${next}-01-01` : next;
    const last = table.at(-1)!;
    const data = { [file]: [...table.slice(0, -1), { ...last, until: from }, { ...raised(last), from, until: null }] };
    const run = (value: object) => example.run(value, { data, use: () => expect.fail() }) as Record<string, unknown>;

    const old = runExample(examples, example, input).output as object;

    expect(run(input)).toEqual(old);
    const changed = run({ ...input, [key]: next });
    const dates = { [key]: undefined, breakpointsFrom: undefined };
    expect({ ...changed, ...dates }).not.toEqual({ ...old, ...dates });
  });

  it('are all listed in the README, which says that the agencies are for demonstration', () => {
    const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');

    expect(readme).toContain('not the real administrations');
    for (const { path, manifest } of examples) {
      expect(readme).toContain(`| [\`${manifest.name}\` ${manifest.version}](${path}/)`);
    }
  });

  it('check by WebAssembly what they check by JavaScript, for any text', () => {
    const [script, module] = ['luhn-check/1.0.0', 'luhn-check-wasm'].map((name) =>
      examples.find(({ path }) => path === `numerique-oriental/${name}`)!,
    );
    const text = fc.string({
      unit: fc.constantFrom('0', '1', '5', '9', ' ', '-', '\u00a0', '\u202f', 'x', '"', '\\', 'é'),
    });
    const numbers = fc.oneof(text, valuesOf({ type: 'string', maxLength: 64, pattern: '^[0-9 -]{2,20}$' }));

    expect(module!.vectors).toEqual(script!.vectors);
    expect(module!.schemas).toMatchObject({ input: { properties: script!.schemas.input['properties'] } });
    fc.assert(
      fc.property(numbers, (number) => {
        const [one, other] = [script!, module!].map((example) => runExample(examples, example, { number }).output);
        expect(other).toEqual(one);
      }),
      { numRuns: 10 * RUNS },
    );
  });

  it('hold one in each language of programs', () => {
    const engines = new Set(examples.map(({ manifest }) => manifest.runtime.engine));

    expect([...engines].toSorted()).toEqual(['javascript', 'python', 'wasm']);
  });

  it('fold Arabic text to a form that folding leaves alone', () => {
    const folding = examples.find(({ path }) => path === 'langue-arabe/arabic-normalise')!;
    const fold = (text: string) => (runExample(examples, folding, { text }).output as { text: string }).text;
    const texts = valuesOf({ type: 'string', maxLength: 60 }) as fc.Arbitrary<string>;

    fc.assert(
      fc.property(texts, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: RUNS },
    );
  });

  it('count Hijri days without a gap or a repetition over thirty-one years', () => {
    const calendar = examples.find(({ path }) => path === 'patrimoine-fes/hijri-civil-date')!;
    const dates = Array.from({ length: 31 * 366 }, (_, day) =>
      new Date(Date.UTC(1990, 0, 1 + day)).toISOString().slice(0, 10),
    );
    const formatter = new Intl.DateTimeFormat('en-u-ca-islamic-civil-nu-latn', { timeZone: 'UTC', dateStyle: 'short' });

    for (const date of dates) {
      const { year, month, day } = calendar.run({ date }, { data: {}, use: () => expect.fail() }) as Record<
        string,
        number
      >;

      expect(formatter.format(new Date(date))).toBe(`${month}/${day}/${year} AH`);
    }
  });
});

const THREE = ['ar', 'fr', 'en'];

/** Says where the source of an example is, and what in it does nothing: comments, and functions of arithmetic. */
const SOURCES = {
  javascript: ['algorithm.js', /^\s*\/\/.*$/gm],
  wasm: ['algorithm.wat', /;;.*$/gm],
  python: ['algorithm.py', /^\s*#.*$|^from math import .*$/gm],
} as const;

/** Says how many inputs are tried; each run of Python starts a process. */
const runsOf = ({ manifest }: Example): number => (manifest.runtime.engine === 'python' ? 25 : RUNS);

interface Period {
  readonly from: string;
  readonly until: string | null;
}

/** Makes every number of a period's parameters a quarter larger, as a law might. */
function raised<T>(value: T): T {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'number' ? part * 1.25 : part));
  return JSON.parse(text) as T;
}

function dayOf(date: string): object {
  return { station: 'Casablanca', date, readings: Array.from({ length: 24 }, (_, hour) => ({ hour, value: 20 })) };
}

/** Finds the language maps anywhere in a value: objects whose members are all languages. */
function languageMapsOf(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Object.keys(value);
  const known: readonly string[] = LANGUAGES;
  if (keys.length > 0 && keys.every((key) => known.includes(key))) return [value];
  return Object.values(value).flatMap(languageMapsOf);
}

/** Finds the object schemas anywhere in schemas, and all their members. */
function partsOf(value: unknown): { readonly objects: readonly object[]; readonly members: readonly object[] } {
  if (typeof value !== 'object' || value === null) return { objects: [], members: [] };
  const inner = Object.values(value).map(partsOf);
  const own = 'properties' in value && 'type' in value ? [value] : [];
  const members = own.flatMap(({ properties }) => Object.values(properties as object) as object[]);
  return {
    objects: [...own, ...inner.flatMap(({ objects }) => objects)],
    members: [...members, ...inner.flatMap((part) => part.members)],
  };
}

/** Judges values by a schema of an example's contract, with the validator of admission. */
async function misfits(example: Example, role: 'input' | 'output', values: readonly unknown[]): Promise<unknown> {
  const outcome = await worker.run('contract', { schema: example.schemas[role], values });
  return outcome.kind === 'done' ? outcome.output : outcome.kind;
}

function expectWithin(
  found: unknown,
  expected: unknown,
  tolerance: { readonly abs: number; readonly rel: number },
): void {
  if (typeof expected === 'number') {
    expect(typeof found).toBe('number');
    const room = Math.max(tolerance.abs, tolerance.rel * Math.abs(expected));
    // The sum of two doubles may miss a bound by the last bit.
    expect(Math.abs((found as number) - expected)).toBeLessThanOrEqual(room * (1 + 1e-9));
  } else if (typeof expected === 'object' && expected !== null && typeof found === 'object' && found !== null) {
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
    for (const [key, value] of Object.entries(expected)) {
      expectWithin((found as Record<string, unknown>)[key], value, tolerance);
    }
  } else expect(found).toBe(expected);
}
