import { describe, expect, it } from 'vitest';

import { mean } from '../../statistics.ts';
import { randomOf } from '../random.ts';
import { pairedBootstrap } from './bootstrap.ts';

const draws = (seed: number, count: number): readonly number[] => {
  const random = randomOf(seed);
  return Array.from({ length: count }, random);
};

describe('pairedBootstrap', () => {
  it('gives no width to what does not vary: the pairs count, not the values', () => {
    const b = draws(1, 50);
    const a = b.map((value) => value + 0.25);
    const { difference, low, high } = pairedBootstrap(a, b);

    for (const value of [difference, low, high]) expect(value).toBeCloseTo(0.25, 10);
  });

  it('says the same of the same values, and the opposite when the systems change places', () => {
    const [a, b] = [draws(2, 40), draws(3, 40)];
    const { difference, low, high } = pairedBootstrap(a, b);
    const turned = pairedBootstrap(b, a);

    expect(pairedBootstrap(a, b)).toEqual({ difference, low, high });
    expect(difference).toBeCloseTo(mean(a) - mean(b), 10);
    expect(turned.difference).toBeCloseTo(-difference, 10);
    expect(turned.low).toBeCloseTo(-high, 2);
    expect(low).toBeLessThan(difference);
    expect(high).toBeGreaterThan(difference);
  });

  it('is as wide as the normal approximation where that holds', () => {
    const differences = draws(4, 400).map((value) => value - 0.5);
    const { low, high } = pairedBootstrap(
      differences,
      differences.map(() => 0),
    );
    const centre = mean(differences);
    const deviation = Math.sqrt(mean(differences.map((value) => (value - centre) ** 2)) / differences.length);

    expect((high - low) / (2 * 1.96 * deviation)).toBeGreaterThan(0.95);
    expect((high - low) / (2 * 1.96 * deviation)).toBeLessThan(1.05);
  });

  it('refuses lists that are no pairs', () => {
    expect(() => pairedBootstrap([1], [1, 2])).toThrow(RangeError);
    expect(() => pairedBootstrap([], [])).toThrow(RangeError);
  });
});
