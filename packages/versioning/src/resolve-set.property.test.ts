import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';

import type { Ask } from './error.ts';
import { resolveSet, type Resolution } from './resolve-set.ts';
import { sourceOf, type Universe } from './testing/universe.ts';

const FULL = process.env['NFORGE_TEST_SCALE'] === 'full';
const scaled = (small: number, large: number) => ({ numRuns: FULL ? large : small });

const NAMES = ['a/a', 'b/b', 'c/c', 'd/d'] as const;
const AT = '2026-06-01';

interface World {
  readonly universe: Universe;
  readonly requirements: Readonly<Record<string, string>>;
  readonly locked: Readonly<Record<string, string>>;
}

const version = fc.constantFrom('1.0.0', '1.1.0', '1.2.0', '2.0.0', '2.1.0', '2.0.0-rc.1');
const range = fc.constantFrom(
  '*',
  '^1',
  '^1.1',
  '~1.0',
  '1.1.0',
  '1.2.0',
  '^2',
  '~2.0',
  '>=1.1',
  '<1.2',
  '^2.0.0-rc',
  '1.0.0 || 2.1.0',
  '^9',
);
const needs = fc.dictionary(fc.constantFrom(...NAMES, 'z/gone'), range, { maxKeys: 2 });
const release = fc.record({
  needs,
  yanked: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
  validity: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    undefined,
    { from: '2026-07-01' },
    { from: '2020-01-01', until: AT },
  ),
});
const world: fc.Arbitrary<World> = fc.record({
  universe: fc.record(Object.fromEntries(NAMES.map((name) => [name, fc.dictionary(version, release, { maxKeys: 5 })]))),
  requirements: fc.dictionary(fc.constantFrom(...NAMES), range, { minKeys: 1, maxKeys: 3 }),
  locked: fc.dictionary(fc.constantFrom('a/a@1', 'b/b@1', 'b/b@2', 'c/c@2'), version, { maxKeys: 2 }),
});

const slotOf = (name: string, chosen: string) => `${name}@${semver.major(chosen)}`;

/** The rule for one asker and one version, written down a second time. */
function suits({ universe, locked }: World, name: string, [text, chosen]: readonly [string, string]): boolean {
  const found = universe[name]?.[chosen];
  if (found === undefined || !semver.satisfies(chosen, text)) return false;
  if (locked[slotOf(name, chosen)] === chosen) return true;
  const { from = '', until = '9999' } = found.validity ?? {};
  return found.yanked !== true && (semver.valid(text) === chosen || (from <= AT && AT < until));
}

/** Tries every way to fill the slots. */
function isSatisfiable(given: World): boolean {
  const slots = NAMES.flatMap((name) =>
    [1, 2].map((major) => [
      undefined,
      ...Object.keys(given.universe[name] ?? {})
        .filter((text) => semver.major(text) === major)
        .map((text) => [name, text] as const),
    ]),
  );
  const fill = (index: number, chosen: readonly (readonly [string, string])[]): boolean => {
    const options = slots[index];
    if (options === undefined) return isClosed(given, chosen);
    return options.some((option) => fill(index + 1, option === undefined ? chosen : [...chosen, option]));
  };
  return fill(0, []);
}

function isClosed(given: World, chosen: readonly (readonly [string, string])[]): boolean {
  const asks = [
    ...Object.entries(given.requirements),
    ...chosen.flatMap(([name, text]) => Object.entries(given.universe[name]?.[text]?.needs ?? {})),
  ];
  return asks.every(([name, text]) =>
    chosen.some(([other, found]) => other === name && suits(given, name, [text, found])),
  );
}

const solve = ({ universe, requirements, locked }: World) =>
  resolveSet({ requirements, source: sourceOf(universe), at: AT, locked }).catch((error: unknown) => error as Error);

const isResolution = (result: Resolution | Error): result is Resolution => 'releases' in result;

function expectValid(given: World, { releases }: Resolution): void {
  const keys = releases.map(({ name, version: chosen }) => slotOf(name, chosen));
  expect(new Set(keys).size).toBe(keys.length);
  const asked = releases.flatMap(({ name, version: chosen, requiredBy }) =>
    requiredBy.map(({ by, range: text }) => {
      expect(suits(given, name, [text, chosen])).toBe(true);
      return `${by} ${name} ${text}`;
    }),
  );
  const expected = [
    ...Object.entries(given.requirements).map(([name, text]) => `root ${name} ${text}`),
    ...releases.flatMap(({ name, version: chosen }) =>
      Object.entries(given.universe[name]?.[chosen]?.needs ?? {}).map(
        ([need, text]) => `${name}@${chosen} ${need} ${text}`,
      ),
    ),
  ];
  expect(asked.toSorted()).toEqual(expected.toSorted());
}

function expectChain({ requirements, universe }: World, chain: readonly Ask[]): void {
  for (const [index, { by, name, range: text }] of chain.entries()) {
    const [asker = '', chosen = ''] = by.split('@');
    expect(asker).toBe(index === 0 ? 'root' : chain[index - 1]?.name);
    const written = index === 0 ? requirements : universe[asker]?.[chosen]?.needs;
    expect(written?.[name]).toBe(text);
  }
}

/** Tells whether a range suits two majors of an answer: a lock holds versions, not who got which of them. */
function hasChoiceOfMajors({ releases }: Resolution): boolean {
  const suitsAnother = (name: string, chosen: string, text: string): boolean =>
    releases.some((one) => one.name === name && one.version !== chosen && semver.satisfies(one.version, text));
  return releases.some(({ name, version: chosen, requiredBy }) =>
    requiredBy.some(({ range: text }) => suitsAnother(name, chosen, text)),
  );
}

const reversed = <T>(record: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(record).reverse());

describe('resolveSet against trying everything', { timeout: 900_000 }, () => {
  it('finds a valid set whenever there is one, and only then', async () => {
    let solved = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(world, async (given) => {
        const result = await solve(given);

        expect(isResolution(result)).toBe(isSatisfiable(given));
        if (isResolution(result)) expectValid(given, result);
        else
          expect(result).toMatchObject({
            code: expect.stringMatching(/^(conflict|no-version|algorithm-unknown)$/) as string,
          });
        if (isResolution(result)) solved++;
        else refused++;
      }),
      scaled(500, 30_000),
    );
    // One world in ten has an answer.
    expect(solved).toBeGreaterThan(10);
    expect(refused).toBeGreaterThan(100);
  });

  it('answers the same whatever the order of keys', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (given) => {
        const universe = reversed(
          Object.fromEntries(
            Object.entries(given.universe).map(([name, releases]) => [
              name,
              reversed(
                Object.fromEntries(
                  Object.entries(releases).map(([text, one]) => [text, { ...one, needs: reversed(one.needs ?? {}) }]),
                ),
              ),
            ]),
          ),
        );

        const first = await solve(given);
        const second = await solve({
          universe,
          requirements: reversed(given.requirements),
          locked: reversed(given.locked),
        });

        expect(second).toEqual(first);
      }),
      scaled(200, 10_000),
    );
  });

  it('keeps a locked answer, whatever is published or yanked later', async () => {
    await fc.assert(
      fc.asyncProperty(world, world, async (given, later) => {
        const first = await solve(given);
        if (!isResolution(first) || hasChoiceOfMajors(first)) return;
        const locked = Object.fromEntries(
          first.releases.map(({ name, version: chosen }) => [slotOf(name, chosen), chosen]),
        );
        const universe = Object.fromEntries(
          NAMES.map((name) => [
            name,
            {
              ...later.universe[name],
              ...Object.fromEntries(
                Object.entries(given.universe[name] ?? {}).map(([text, one]) => [text, { ...one, yanked: true }]),
              ),
            },
          ]),
        );

        const second = await solve({ universe, requirements: given.requirements, locked });

        expect(second).toEqual(first);
      }),
      scaled(200, 10_000),
    );
  });

  it('explains a refusal by chains that begin at the root and hang together', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (given) => {
        const result = await solve(given);
        if (isResolution(result)) return;
        const { chain, against } = result as unknown as { chain: Ask[]; against: Ask[] };

        for (const side of [chain, against]) expectChain(given, side);
        expect(chain.length).toBeGreaterThan(0);
      }),
      scaled(200, 10_000),
    );
  });
});
