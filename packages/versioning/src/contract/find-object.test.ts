import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findObject } from './find-object.ts';
import { all, ALWAYS, NEVER, type Formula, type Json } from './formula.ts';
import { holds } from './holds.ts';
import { matching } from './member-names.ts';
import { createSearch } from './search.ts';

const NO_REFERENCE = (): never => {
  throw new RangeError('no reference');
};
const search = createSearch({ resolve: NO_REFERENCE, step: () => undefined });
const named = (...values: string[]): Formula => ({ op: 'in', values });
const oneOf = (...values: Json[]): Formula => ({ op: 'in', values });
const has = (name: string, not = false) => ({ type: 'object', test: 'has', name, not }) as const;
const size = (min: number, max = Infinity) => ({ type: 'object', test: 'size', span: { min, max } }) as const;
const each = (names: Formula, member: Formula) => ({ type: 'object', test: 'each', names, member }) as const;
const some = (names: Formula, member: Formula) => ({ type: 'object', test: 'some', names, member }) as const;

describe('the search for an object', () => {
  it('gives one with what must be there and no more', () => {
    expect(findObject([], search)).toEqual({});
    expect(findObject([has('a'), each(named('a'), oneOf(1))], search)).toEqual({ a: 1 });
    expect(findObject([size(2), each(ALWAYS, oneOf(1))], search)).toEqual({ a: 1, b: 1 });
  });

  it('finds none where a member must be there that cannot be', () => {
    expect(findObject([has('a'), has('a', true)], search)).toBeUndefined();
    expect(findObject([has('a'), each(named('a'), NEVER)], search)).toBeUndefined();
    expect(findObject([has('a'), has('b'), size(0, 1)], search)).toBeUndefined();
    expect(findObject([size(3), each({ op: 'out', values: ['a', 'b'] }, NEVER)], search)).toBeUndefined();
  });

  it('lets one member serve for two where only one may be there', () => {
    const object = findObject(
      [some(matching('^a'), oneOf(1, 2)), some(matching('b$'), oneOf(2, 3)), size(0, 1)],
      search,
    );

    expect(object).toEqual({ ab: 2 });
  });

  it('names a member that patterns and listed names leave over', () => {
    const forbidden = each({ op: 'any', of: [named('a', 'b'), matching('^x')] }, NEVER);

    expect(Object.keys(findObject([forbidden, size(1)], search) ?? {})).toEqual(['c']);
  });

  it('takes names of the prototype for names', () => {
    const object = findObject([has('__proto__'), has('constructor'), each(ALWAYS, oneOf(1))], search);

    expect(Object.keys(object ?? {})).toEqual(['__proto__', 'constructor']);
  });

  it('gives an object of which all holds, or there is none among all small ones', { timeout: 120_000 }, () => {
    const [names, values] = [
      ['a', 'b', 'ab', 'c'],
      [1, 2, 'x'],
    ];
    const small = objectsOf(names, values);
    const set = fc.oneof(
      fc.subarray(names, { minLength: 1 }).map((list) => named(...list)),
      fc.subarray(names, { minLength: 1 }).map((list): Formula => ({ op: 'out', values: list })),
      fc.constantFrom('^a', 'b$', '^.$').map(matching),
    );
    const member = fc.oneof(
      fc.subarray(values, { minLength: 1 }).map((list) => oneOf(...list)),
      fc.constant(NEVER),
    );
    const atom = fc.oneof(
      fc.tuple(fc.constantFrom(...names), fc.boolean()).map(([name, not]) => has(name, not)),
      fc.tuple(fc.nat(2), fc.nat(2)).map(([min, more]) => size(min, min + more)),
      fc.tuple(set, member).map(([one, other]) => each(one, other)),
      fc.tuple(set, member).map(([one, other]) => some(one, other)),
    );
    const closed = [each({ op: 'out', values: names }, NEVER), each(ALWAYS, oneOf(...values))];

    fc.assert(
      fc.property(fc.array(atom, { maxLength: 5 }), (atoms) => {
        const given = [...atoms, ...closed];
        const whole = all(...given.map((one): Formula => ({ op: 'atom', atom: one, others: false })));
        const found = findObject(given, search);

        if (found !== undefined) expect(holds(whole, found, NO_REFERENCE)).toBe(true);
        else expect(small.filter((one) => holds(whole, one, NO_REFERENCE))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

function objectsOf(names: readonly string[], values: readonly Json[]): readonly Readonly<Record<string, Json>>[] {
  const [first, ...rest] = names;
  if (first === undefined) return [{}];
  return objectsOf(rest, values).flatMap((one) => [one, ...values.map((value) => ({ [first]: value, ...one }))]);
}
