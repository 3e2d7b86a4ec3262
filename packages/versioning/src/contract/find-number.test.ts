import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findNumber } from './find-number.ts';
import { holds } from './holds.ts';
import { all, type Formula } from './formula.ts';
import { rationalOf } from './rational.ts';
import { Undecided } from './undecided.ts';

const least = (value: number, open = false) =>
  ({ type: 'number', test: 'least', value: rationalOf(value), open }) as const;
const most = (value: number, open = false) =>
  ({ type: 'number', test: 'most', value: rationalOf(value), open }) as const;
const multiple = (of: number, not = false) => ({ type: 'number', test: 'multiple', of: rationalOf(of), not }) as const;

describe('the search for a number', () => {
  it('gives one that a person would write', () => {
    expect(findNumber([], [])).toBe(0);
    expect(findNumber([least(7)], [])).toBe(7);
    expect(findNumber([least(6, true)], [])).toBe(7);
    expect(findNumber([most(6, true)], [])).toBe(5);
    expect(findNumber([least(6, true), most(7, true)], [])).toBe(6.1);
    expect(findNumber([multiple(1, true)], [])).toBe(0.5);
  });

  it('keeps to grids, and off those that are excluded', () => {
    expect(findNumber([multiple(0.3), least(0.1)], [])).toBe(0.3);
    expect(findNumber([multiple(2), multiple(3), least(1)], [])).toBe(6);
    expect(findNumber([multiple(2), multiple(4, true), least(3)], [])).toBe(6);
    expect(findNumber([multiple(4), multiple(2, true)], [])).toBeUndefined();
    expect(findNumber([multiple(1), least(0.1), most(0.9)], [])).toBeUndefined();
  });

  it('leaves out the numbers that are excluded', () => {
    expect(findNumber([multiple(1), least(1), most(3)], [1, 3])).toBe(2);
    expect(findNumber([multiple(1), least(1), most(3)], [1, 2, 3])).toBeUndefined();
    expect(findNumber([least(0), most(0)], [-0])).toBeUndefined();
  });

  it('finds none between bounds that cross or touch', () => {
    expect(findNumber([least(2), most(1)], [])).toBeUndefined();
    expect(findNumber([least(1), most(1, true)], [])).toBeUndefined();
    expect(findNumber([least(1), most(1)], [])).toBe(1);
  });

  it('does not say that there is none where only no double is one', () => {
    const next = 1 + Number.EPSILON;

    expect(() => findNumber([least(1, true), most(next, true)], [])).toThrow(Undecided);
    expect(() => findNumber([least(Number.MAX_VALUE, true)], [])).toThrow(Undecided);
  });

  it('gives a number of which all holds, or there is none among all tenths', () => {
    const bound = fc.integer({ min: -8, max: 8 }).map((value) => value / 2);
    const atom = fc.oneof(
      fc.tuple(bound, fc.boolean()).map(([value, open]) => least(value, open)),
      fc.tuple(bound, fc.boolean()).map(([value, open]) => most(value, open)),
      fc.tuple(fc.constantFrom(0.1, 0.25, 0.5, 1, 1.5, 2, 3), fc.boolean()).map(([of, not]) => multiple(of, not)),
    );
    const tenths = Array.from({ length: 201 }, (_, index) => (index - 100) / 10);
    const noReference = (): never => {
      throw new RangeError('no reference');
    };

    fc.assert(
      fc.property(fc.array(atom, { maxLength: 5 }), fc.subarray([0, 1, 2]), (atoms, others) => {
        const parts = atoms.map((one): Formula => ({ op: 'atom', atom: one, others: false }));
        const whole = all(...parts, { op: 'out', values: others });
        const found = findNumber(atoms, others);

        if (found !== undefined) expect(holds(whole, found, noReference)).toBe(true);
        else expect(tenths.filter((value) => holds(whole, value, noReference))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
