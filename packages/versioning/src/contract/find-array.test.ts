import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findArray } from './find-array.ts';
import { all, ALWAYS, NEVER, type Formula, type Json } from './formula.ts';
import { holds } from './holds.ts';
import { createSearch } from './search.ts';

let steps = 0;
const NO_REFERENCE = (): never => {
  throw new RangeError('no reference');
};
const search = createSearch({
  resolve: NO_REFERENCE,
  step: () => {
    steps += 1;
  },
});
const oneOf = (...values: Json[]): Formula => ({ op: 'in', values });
const length = (min: number, max = Infinity) => ({ type: 'array', test: 'length', span: { min, max } }) as const;
const each = (item: Formula, from = 0, to = Infinity) => ({ type: 'array', test: 'each', from, to, item }) as const;
const some = (item: Formula, from = 0, to = Infinity) => ({ type: 'array', test: 'some', from, to, item }) as const;
const count = (item: Formula, min: number, max = Infinity) =>
  ({ type: 'array', test: 'count', item, span: { min, max } }) as const;
const unique = (not = false) => ({ type: 'array', test: 'unique', not }) as const;

describe('the search for an array', () => {
  it('gives the shortest one', () => {
    expect(findArray([], search)).toEqual([]);
    expect(findArray([each(oneOf(1)), length(2)], search)).toEqual([1, 1]);
    expect(findArray([some(oneOf('x'), 2)], search)).toHaveLength(3);
  });

  it('counts what must be so and what must not', () => {
    expect(findArray([each(oneOf(1, 2)), count(oneOf(1), 2, 2), length(3)], search)?.toSorted()).toEqual([1, 1, 2]);
    expect(findArray([each(oneOf(1)), count(oneOf(1), 0, 1), length(2)], search)).toBeUndefined();
    expect(findArray([count(oneOf(1), 2), count(oneOf(2), 2), length(0, 3)], search)).toBeUndefined();
  });

  it('gives each item a value of its own where it must have one', () => {
    expect(findArray([each(oneOf(1, 2), 0, 1), each(oneOf(1), 1, 2), length(2), unique()], search)).toEqual([2, 1]);
    expect(findArray([each(oneOf(1, 2)), length(3), unique()], search)).toBeUndefined();
    expect(findArray([each(oneOf(1), 0, 1), each(oneOf(1, 2), 1), length(3), unique()], search)).toBeUndefined();
    expect(findArray([length(2, 2), unique(true)], search)).toHaveLength(2);
    expect(findArray([each(oneOf(1), 0, 1), each(oneOf(2), 1, 2), length(2, 2), unique(true)], search)).toBeUndefined();
    expect(findArray([unique(), unique(true)], search)).toBeUndefined();
  });

  it('does not take longer for more items that are alike', () => {
    const stepsFor = (items: number): number => {
      const before = steps;
      expect(findArray([each(oneOf(7)), count(oneOf(7), 3), length(items)], search)).toHaveLength(items);
      return steps - before;
    };

    expect(stepsFor(5_000)).toBeLessThanOrEqual(stepsFor(5) + 2);
  });

  it('gives an array of which all holds, or there is none among all short ones', { timeout: 120_000 }, () => {
    const values: readonly Json[] = [1, 2, 'a', [1]];
    const short = [0, 1, 2, 3].flatMap((size) => listsOf(values, size));
    const item = fc.oneof(
      fc.subarray([...values], { minLength: 1 }).map((list) => oneOf(...list)),
      fc.constant(ALWAYS),
      fc.constant(NEVER),
    );
    const place = fc.constantFrom<[number, number]>([0, Infinity], [0, 1], [1, 2], [1, Infinity]);
    const atom = fc.oneof(
      fc.tuple(item, place).map(([one, [from, to]]) => each(one, from, to)),
      fc.tuple(item, place).map(([one, [from, to]]) => some(one, from, to)),
      fc.tuple(item, fc.nat(2), fc.nat(2)).map(([one, min, more]) => count(one, min, min + more)),
      fc.boolean().map(unique),
    );

    fc.assert(
      fc.property(fc.array(atom, { maxLength: 4 }), fc.nat(2), (atoms, min) => {
        const given = [...atoms, length(min, 3), each(oneOf(...values))];
        const whole = all(...given.map((one): Formula => ({ op: 'atom', atom: one, others: false })));
        const found = findArray(given, search);

        if (found !== undefined) expect(holds(whole, found, NO_REFERENCE)).toBe(true);
        else expect(short.filter((list) => holds(whole, list, NO_REFERENCE))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

function listsOf(values: readonly Json[], size: number): readonly (readonly Json[])[] {
  if (size === 0) return [[]];
  return listsOf(values, size - 1).flatMap((list) => values.map((value) => [...list, value]));
}
