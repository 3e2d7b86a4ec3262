import { describe, expect, it } from 'vitest';

import { openDocument } from './document.ts';
import { include } from './include.ts';
import type { Schema } from './schema.ts';
import { judgingWeight } from './weight.ts';

const list = <T>(length: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length }, (_, index) => make(index));
const map = (length: number, make: (index: number) => Schema): Readonly<Record<string, Schema>> =>
  Object.fromEntries(list(length, (at) => [`p${at}`, make(at)]));
const nested = (depth: number, most: number): Schema =>
  depth === 0 ? { maximum: most } : { minimum: depth, allOf: [nested(depth - 1, most)] };
const unwatched = () => undefined;

/** Makes a schema of a size, and one that allows less by its second number. */
type Shape = (size: number, most: number) => Schema;

const members: Shape = (size, most) => ({ properties: map(size, (at) => ({ type: 'integer', maximum: most + at })) });
const definitions: Shape = (size, most) => ({
  properties: map(size, (at) => ({ $ref: `#/$defs/p${at}` })),
  $defs: map(size, (at) => ({ type: 'integer', maximum: most + at })),
});
const circle: Shape = (size, most) => ({
  maximum: most,
  properties: { first: { $ref: '#/$defs/p0' } },
  $defs: map(size, (at) => ({ properties: { next: { $ref: `#/$defs/p${(at + 1) % size}` } } })),
});
const choices: Shape = (size, most) => ({
  oneOf: list(size, (at) => ({ properties: { kind: { const: `k${at}` }, v: { maximum: most } }, required: ['kind'] })),
});

describe('what it costs to prepare two schemas', () => {
  it.each<[string, Shape, number]>([
    ['definitions that refer to each other in a circle', circle, 200],
    ['subschemas within subschemas', nested, 100],
  ])('is counted, and does not grow with the square: %s', async (_, shape, size) => {
    const once = await include(shape(size, 6), shape(size, 7), unwatched);
    const twice = await include(shape(2 * size, 6), shape(2 * size, 7), unwatched);

    expect([once.holds, twice.holds]).toEqual([true, true]);
    expect(once.steps).toBeGreaterThan(2 * size);
    expect(twice.steps).toBeLessThan(3 * once.steps);
  });

  it.each<[string, Shape]>([
    ['1,000 members', members],
    ['1,000 definitions', definitions],
    ['1,000 choices', choices],
  ])('ends a comparison by its steps before the validators are opened: %s', async (_, shape) => {
    const first = await include(shape(1_000, 7), shape(1_000, 6), unwatched);

    expect(first).toMatchObject({ holds: undefined, reason: 'steps' });
    expect(await include(shape(1_000, 7), shape(1_000, 6), unwatched)).toEqual(first);
  });

  it('is that of reading alone where there is no value to be confirmed', async () => {
    const [narrow, wide] = [members(300, 6), members(300, 7)];
    const [proved, shown] = [await include(narrow, wide, unwatched), await include(wide, narrow, unwatched)];

    expect([proved.holds, shown.holds]).toEqual([true, false]);
    expect(proved.steps).toBeLessThan(judgingWeight(openDocument(wide)) * 2);
    expect(shown.steps).toBeGreaterThan(judgingWeight(openDocument(wide)) * 2);
  });

  it('is not that of definitions that nothing refers to', () => {
    const weightOf = (schema: Schema): number => judgingWeight(openDocument(schema));

    expect(weightOf({ maximum: 1, $defs: map(500, () => ({ type: 'string' })) })).toBe(weightOf({ maximum: 1 }));
    expect(weightOf(circle(200, 1))).toBeGreaterThan(200);
  });
});
