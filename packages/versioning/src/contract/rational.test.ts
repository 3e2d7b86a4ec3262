import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  ceilTimes,
  compareRationals,
  floorTimes,
  isMultiple,
  leastCommonMultiple,
  middle,
  numberOf,
  ratio,
  rationalOf,
  times,
} from './rational.ts';

const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });
const rationals = fc.tuple(fc.bigInt(-1000n, 1000n), fc.bigInt(1n, 200n)).map(([n, d]) => ratio(n, d));
const units = fc.tuple(fc.bigInt(1n, 50n), fc.bigInt(1n, 50n)).map(([n, d]) => ratio(n, d));

describe('a rational', () => {
  it('is the decimal that is written, not the nearest double', () => {
    expect(rationalOf(0.1)).toEqual({ n: 1n, d: 10n });
    expect(rationalOf(-2.5e-3)).toEqual({ n: -1n, d: 400n });
    expect(rationalOf(1e21)).toEqual({ n: 10n ** 21n, d: 1n });
    expect(rationalOf(-0)).toEqual({ n: 0n, d: 1n });
    expect(compareRationals(rationalOf(0.3), times(rationalOf(0.1), 3n))).toBe(0);
  });

  it('reads back as the same number', () => {
    fc.assert(fc.property(doubles, (value) => numberOf(rationalOf(value)) === (value === 0 ? 0 : value)));
  });

  it('is in lowest terms with a positive denominator', () => {
    expect(ratio(6n, -4n)).toEqual({ n: -3n, d: 2n });
    expect(ratio(0n, 5n)).toEqual({ n: 0n, d: 1n });
  });

  it('has no number where no double is written so', () => {
    expect(numberOf(ratio(1n, 3n))).toBeUndefined();
    expect(numberOf(ratio(2n ** 53n + 1n, 1n))).toBeUndefined();
    expect(numberOf(ratio(10n ** 400n, 1n))).toBeUndefined();
  });

  it('lies between the whole numbers of times that a unit fits', () => {
    fc.assert(
      fc.property(rationals, units, (value, unit) => {
        const [floor, ceil] = [floorTimes(value, unit), ceilTimes(value, unit)];

        expect(compareRationals(times(unit, floor), value)).toBeLessThanOrEqual(0);
        expect(compareRationals(times(unit, floor + 1n), value)).toBe(1);
        expect(compareRationals(times(unit, ceil), value)).toBeGreaterThanOrEqual(0);
        expect(floor === ceil).toBe(isMultiple(value, unit));
      }),
    );
  });

  it('has a least common multiple: a multiple of both, and none of their smaller ones is one of both', () => {
    fc.assert(
      fc.property(units, units, (a, b) => {
        const both = leastCommonMultiple(a, b);

        expect([isMultiple(both, a), isMultiple(both, b)]).toEqual([true, true]);
        for (let one = 1n; compareRationals(times(a, one), both) < 0; one += 1n) {
          expect(isMultiple(times(a, one), b)).toBe(false);
        }
      }),
    );
  });

  it('has a middle with another one', () => {
    expect(middle(rationalOf(0.1), rationalOf(0.2))).toEqual(rationalOf(0.15));
  });
});
