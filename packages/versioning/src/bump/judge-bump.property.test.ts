import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compareVersions } from '../semantic-version.ts';
import { runs } from '../testing/arbitraries.ts';
import type { Change, ContractComparison } from './change.ts';
import { judgeBump } from './judge-bump.ts';
import { bumpBetween, isEnough, lineOf, type BumpLevel } from './level.ts';
import { neighboursOf, versionsOfLine } from './neighbours.ts';
import { smallestHonest } from './smallest-honest.ts';

const few = fc.nat(3);
const version = fc.tuple(few, few, few).map((parts) => parts.join('.'));
const published = fc.uniqueArray(fc.record({ version, yanked: fc.boolean(), waived: fc.boolean() }), {
  selector: (one) => one.version,
  maxLength: 12,
});

/**
 * A world in which each version takes a set of inputs, as bits, so that any two can be compared: what is not taken any more
 * breaks, what is taken besides is wider.
 */
const world = fc
  .record({ published, version, takes: fc.infiniteStream(fc.nat(7)), own: fc.nat(7) })
  .filter((one) => one.published.every((each) => each.version !== one.version))
  .map((one) => ({
    ...one,
    sets: new Map(one.published.map((each) => [each.version, one.takes.next().value as number])),
  }));
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function levelOf(old: number, newer: number): BumpLevel {
  if ((old & ~newer) !== 0) return 'major';
  return old === newer ? 'patch' : 'minor';
}

function compare(old: readonly [string, number], newer: readonly [string, number]): ContractComparison {
  const level = levelOf(old[1], newer[1]);
  const changes: readonly Change[] = [{ rule: 'input-widened', level, params: {} }];
  return { old: old[0], new: newer[0], level, changes, prover: 'bits' };
}

function judge({ published: all, sets, own }: World, number: string) {
  const { below, above } = neighboursOf(number, all);
  return judgeBump({
    version: number,
    below: below.map((one) => compare([one, sets.get(one) ?? 0], [number, own])),
    above: above.map((one) => compare([number, own], [one, sets.get(one) ?? 0])),
    published: all,
  });
}

describe('judgeBump in any world', () => {
  it('asks for a version that is free and honest when it is judged again', () => {
    let refused = 0;
    fc.assert(
      fc.property(world, (one) => {
        const { ok, required } = judge(one, one.version);

        if (ok) expect(required).toBe(one.version);
        else {
          refused += 1;
          expect(one.sets.has(required)).toBe(false);
          expect(judge(one, required)).toMatchObject({ ok: true, required });
        }
      }),
      runs(2000),
    );
    expect(refused).toBeGreaterThan(100);
  });

  it('lets nothing pass that an edge forbids, nor asks for less than it demands', () => {
    fc.assert(
      fc.property(world, (one) => {
        const { ok, required, reasons } = judge(one, one.version);
        const { below, above } = neighboursOf(one.version, one.published);
        const keeps = [
          ...below.map((old) => isEnough(bumpBetween(old, one.version), levelOf(one.sets.get(old) ?? 0, one.own))),
          ...above.map((up) => isEnough(bumpBetween(one.version, up), levelOf(one.own, one.sets.get(up) ?? 0))),
        ];

        expect(ok).toBe(keeps.every(Boolean));
        expect(reasons).toHaveLength(keeps.filter((kept) => !kept).length);
        if (!ok)
          for (const old of below)
            expect(isEnough(bumpBetween(old, required), levelOf(one.sets.get(old) ?? 0, one.own))).toBe(true);
      }),
      runs(2000),
    );
  });

  it('allows a higher number between the same neighbours wherever it allows a lower one below them', () => {
    fc.assert(
      fc.property(world, version, (one, other) => {
        const [low, high] = [one.version, other].toSorted(compareVersions) as [string, string];
        const [a, b] = [neighboursOf(low, one.published), neighboursOf(high, one.published)];
        fc.pre(JSON.stringify(a) === JSON.stringify(b) && b.above.length === 0 && !one.sets.has(other));

        if (judge(one, low).ok) expect(judge(one, high).ok).toBe(true);
      }),
      runs(2000),
    );
  });

  it('allows every version of a line in which nothing is published', () => {
    fc.assert(
      fc.property(world, version, (one, other) => {
        fc.pre(versionsOfLine(other, one.published).length === 0);

        expect(judge(one, other)).toMatchObject({ ok: true, reasons: [] });
      }),
      runs(500),
    );
  });

  it('asks for the smallest free number between its neighbours, or for another line', () => {
    fc.assert(
      fc.property(world, (one) => {
        const { ok, required } = judge(one, one.version);
        if (ok || lineOf(required) !== lineOf(one.version)) return;
        const here = JSON.stringify(neighboursOf(one.version, one.published));
        for (let patch = 0; patch < 8; patch += 1)
          for (let minor = 0; minor < 8; minor += 1) {
            const smaller = `${required.split('.')[0] ?? ''}.${minor}.${patch}`;
            if (compareVersions(smaller, required) >= 0 || one.sets.has(smaller)) continue;
            if (JSON.stringify(neighboursOf(smaller, one.published)) !== here) continue;
            expect([smaller, judge(one, smaller).ok]).toEqual([smaller, false]);
          }
      }),
      runs(2000),
    );
  });

  it('finds beyond the next version the smallest number of the line that is honest, before another line', async () => {
    let beyond = 0;
    await fc.assert(
      fc.asyncProperty(world, async (one) => {
        const { ok, required } = judge(one, one.version);
        fc.pre(!ok);
        const judgeAs = (number: string) => Promise.resolve(judge(one, number).required);
        const found = await smallestHonest({ version: one.version, required, published: one.published, judgeAs });

        expect(one.sets.has(found)).toBe(false);
        expect(judge(one, found).ok).toBe(true);
        const [nearest] = neighboursOf(one.version, one.published).below;
        const smaller = numbersOfLine(one.version).filter(
          (number) => isBetween(number, nearest, found) && !one.sets.has(number) && judge(one, number).ok,
        );
        expect(smaller).toEqual([]);
        if (lineOf(found) === lineOf(one.version) && found !== required) beyond += 1;
      }),
      runs(2000),
    );
    expect(beyond).toBeGreaterThan(20);
  });
});

/** Lists the numbers of a line as far as such a world reaches. */
function numbersOfLine(of: string): readonly string[] {
  const small = [0, 1, 2, 3, 4, 5];
  const all = small.flatMap((minor) => small.map((patch) => `${of.split('.')[0] ?? ''}.${minor}.${patch}`));
  return all.filter((number) => lineOf(number) === lineOf(of));
}

const isBetween = (number: string, low: string | undefined, high: string): boolean =>
  compareVersions(number, high) < 0 && (low === undefined || compareVersions(number, low) > 0);
