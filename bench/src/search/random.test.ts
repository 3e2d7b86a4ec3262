import { describe, expect, it } from 'vitest';

import { pick, randomOf, seedOf } from './random.ts';

describe('randomOf', () => {
  it('gives the same numbers for the same seed, others for another', () => {
    const first = (seed: number) => Array.from({ length: 5 }, randomOf(seed));

    expect(first(1)).toEqual(first(1));
    expect(first(1)).not.toEqual(first(2));
    expect(new Set(Array.from({ length: 1000 }, (_, n) => seedOf(7, n))).size).toBe(1000);
  });

  it('fills [0, 1) evenly', () => {
    const random = randomOf(3);
    const tenths = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 10_000; draw += 1) tenths[Math.floor(random() * 10)]! += 1;

    // 1,000 each, standard deviation 30: the seed is fixed, so this holds or it does not.
    for (const tenth of tenths) expect(Math.abs(tenth - 1000)).toBeLessThan(150);
  });

  it('picks nothing from nothing', () => {
    expect(() => pick(randomOf(1), [])).toThrow(RangeError);
  });
});
