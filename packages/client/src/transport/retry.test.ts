import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { DEFAULT_RETRY, parseRetryAfter, pauseBefore } from './retry.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

describe('parseRetryAfter', () => {
  test.each([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7000],
    ['Thu, 01 Jan 2026 12:00:30 GMT', 30_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['Thursday, 01-Jan-26 12:00:10 GMT', 10_000],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    ['9999999999999999999', undefined],
    [undefined, undefined],
  ])('reads %j as %j ms', (header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });
});

describe('pauseBefore', () => {
  test('stays within an exponential bound and under the cap', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), random, (retry, value) => {
        const pause = pauseBefore(retry, DEFAULT_RETRY, { random: () => value, retryAfterMs: undefined });
        expect(pause).toBeGreaterThanOrEqual(0);
        expect(pause).toBeLessThanOrEqual(Math.min(10_000, 300 * 2 ** (retry - 1)));
      }),
    );
  });

  test('reaches down to nothing and up to the bound: full jitter', () => {
    const situation = (value: number) => ({ random: () => value, retryAfterMs: undefined });
    expect(pauseBefore(3, DEFAULT_RETRY, situation(0))).toBe(0);
    expect(pauseBefore(3, DEFAULT_RETRY, situation(0.999))).toBeCloseTo(1198.8);
  });

  test('never comes back before the time the registry asked for', () => {
    expect(pauseBefore(1, DEFAULT_RETRY, { random: () => 0, retryAfterMs: 30_000 })).toBe(30_000);
    expect(pauseBefore(1, DEFAULT_RETRY, { random: () => 0.5, retryAfterMs: 30_000 })).toBe(30_150);
  });

  test('gives up when the registry asks for more than the cap, or the tries are used up', () => {
    expect(pauseBefore(1, DEFAULT_RETRY, { random: () => 0, retryAfterMs: 3_600_000 })).toBeUndefined();
    expect(pauseBefore(5, DEFAULT_RETRY, { random: () => 0, retryAfterMs: undefined })).toBeUndefined();
  });
});
