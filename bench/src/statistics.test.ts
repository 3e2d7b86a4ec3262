import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { mean, median, pairwise, percentile, ratio, spreadOf } from './statistics.ts';

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

  it('gives the value that a share of the values does not exceed, one of them', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

    expect([0, 0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([1, 50, 95, 99, 100]);
    expect(percentile([7], 0.99)).toBe(7);
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });

  it('gives the arithmetic mean', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(() => mean([])).toThrow(RangeError);
  });
});
