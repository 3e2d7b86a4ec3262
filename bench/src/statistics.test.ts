import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { median, pairwise, ratio, spreadOf } from './statistics.ts';

describe('statistics', () => {
  it('gives the middle value, or the mean of the two in the middle', () => {
    expect(median([5, 1, 9])).toBe(5);
    expect(median([4, 1, 2, 9])).toBe(3);
    expect(() => median([])).toThrow(RangeError);
  });

  it('keeps the median between the smallest and the largest, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const { median: middle, min, max, count } = spreadOf(values);

        expect(middle).toBeGreaterThanOrEqual(min);
        expect(middle).toBeLessThanOrEqual(max);
        expect(count).toBe(values.length);
        expect(spreadOf(values.toReversed())).toEqual(spreadOf(values));
      }),
    );
  });

  it('compares round with round, so that a slow machine cancels out', () => {
    expect(ratio([10, 100, 20], [5, 50, 10])).toEqual({ median: 2, min: 2, max: 2, count: 3 });
    expect(() => pairwise([1], [], Math.max)).toThrow(RangeError);
  });
});
