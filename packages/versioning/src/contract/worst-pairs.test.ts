import { describe, expect, it } from 'vitest';

import { include } from './include.ts';
import type { Schema } from './schema.ts';

const list = <T>(length: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length }, (_, index) => make(index));
const nested = (depth: number, unit: number): Schema =>
  depth === 0
    ? { multipleOf: unit }
    : { oneOf: list(12, (at) => ({ properties: { [`p${at}`]: nested(depth - 1, unit) }, required: [`p${at}`] })) };
const choices = (size: number, more: number): Schema => ({
  type: 'number',
  allOf: list(size, (at) => ({ anyOf: [{ multipleOf: at + 2 + more }, { minimum: at, maximum: at + 3 - more }] })),
});
const names = (more: number): Schema => ({
  type: 'object',
  minProperties: 20,
  patternProperties: Object.fromEntries(
    list(14, (at) => [`[${'abcdefg'[(at + more) % 7] ?? ''}].{${at}}a`, { minimum: at }]),
  ),
});
const letters = (most: number): Schema => ({ type: 'string', pattern: `^\\p{L}{1,${most}}[\\p{N}\\p{L}]{0,50}$` });
const members = (size: number, last: number): Schema => ({
  type: 'object',
  properties: Object.fromEntries(list(size, (at) => [`p${at}`, { minimum: at }])),
  required: list(last, (at) => `p${at}`),
});
const bits = (last: string): Schema => ({ type: 'string', pattern: `^(a|b)*${last}(a|b){13}$` });

/** The clock does not come into it: nobody looks at it here. */
const unwatched = () => undefined;

describe('pairs that are too entangled', { timeout: 240_000 }, () => {
  it.each<[string, Schema, Schema]>([
    ['200 choices of grids and ranges', choices(200, 0), choices(200, 1)],
    ['a choice of one among twelve in each of twelve', nested(2, 6), nested(2, 3)],
    ['2,000 members that must be there', members(2_000, 2_000), { not: members(2_000, 1_999) }],
    ['names that many patterns share', names(0), names(1)],
    ['an automaton of thousands of states', bits('a'), bits('b')],
    ['automata with the letters of the world', letters(200), letters(199)],
    [
      '20,000 objects that are listed',
      { enum: list(20_000, (a) => ({ a })) },
      { enum: list(20_000, (a) => ({ a: 19_999 - a })) },
    ],
  ])('end by their steps: %s', async (_, inner, outer) => {
    expect(await include(inner, outer, unwatched)).toMatchObject({ holds: undefined, reason: 'steps' });
  });

  it('end by as many steps where what was made before is remembered', async () => {
    const first = await include(names(0), names(1), unwatched);

    expect(await include(names(0), names(1), unwatched)).toEqual(first);
  });

  it('are few: lists of thousands and names of a hundred letters are compared', async () => {
    const codes = (size: number): Schema => ({ enum: list(size, (at) => `v${at}`) });

    expect(await include(codes(5_000), codes(5_001), unwatched)).toMatchObject({ holds: true });
    expect(await include(codes(5_001), codes(5_000), unwatched)).toMatchObject({ holds: false, value: 'v5000' });
    const name = (most: number): Schema => ({ type: 'string', pattern: `^\\p{L}{1,${most}}$` });
    expect(await include(name(99), name(100), unwatched)).toMatchObject({ holds: true });
    expect(await include(name(100), name(99), unwatched)).toMatchObject({ holds: false });
  });
});
