import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isEqual } from '../contract/equal.ts';
import type { Json } from '../contract/formula.ts';
import { runs } from '../testing/arbitraries.ts';
import { jsonDifferences, type JsonDifference } from './json-differences.ts';

const parts = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Makes the newer document out of the older one and the differences. */
function applied(document: Json, differences: readonly JsonDifference[]): Json {
  const root = { whole: structuredClone(document) } as Record<string, unknown>;
  for (const difference of differences) {
    const way = ['whole', ...parts(difference.pointer)];
    const last = way.pop() ?? '';
    const holder = way.reduce<Record<string, unknown>>((at, part) => at[part] as Record<string, unknown>, root);
    if ('new' in difference)
      Object.defineProperty(holder, last, {
        value: difference.new,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    else Reflect.deleteProperty(holder, last);
  }
  return root['whole'] as Json;
}

describe('the differences of two documents', () => {
  it('name the member that changed, was added, was removed', () => {
    const old = { version: '1.0.0', risk: { level: 'minimal', grounds: 'x' } };
    const newer = { version: '1.1.0', risk: { level: 'limited', grounds: 'x' }, languages: ['ar'] };

    expect(jsonDifferences(old, newer)).toEqual([
      { pointer: '/version', old: '1.0.0', new: '1.1.0' },
      { pointer: '/risk/level', old: 'minimal', new: 'limited' },
      { pointer: '/languages', new: ['ar'] },
    ]);
    expect(jsonDifferences(newer, old).at(-1)).toEqual({ pointer: '/languages', old: ['ar'] });
  });

  it('look into a list of the same length, and show one of another length whole', () => {
    expect(jsonDifferences({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] })).toEqual([
      { pointer: '/a/1/b', old: 2, new: 3 },
    ]);
    expect(jsonDifferences({ a: [1, 2] }, { a: [2] })).toEqual([{ pointer: '/a', old: [1, 2], new: [2] }]);
  });

  it('are none where only the order of members differs', () => {
    expect(jsonDifferences([{ a: 1, b: 2 }, 3], [{ b: 2, a: 1 }, 3])).toEqual([]);
  });

  it('escape names in pointers, and take a member named __proto__ for one', () => {
    const old = JSON.parse('{"a/b~c":1,"__proto__":{"x":1}}') as Json;
    const newer = JSON.parse('{"a/b~c":2,"__proto__":{"x":2}}') as Json;

    expect(jsonDifferences(old, newer).map(({ pointer }) => pointer)).toEqual(['/a~1b~0c', '/__proto__/x']);
  });

  it('make the newer document out of the older one, and are none only of equal documents', () => {
    const document = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(document, document, (old, newer) => {
        const differences = jsonDifferences(old, newer);

        expect(differences.length === 0).toBe(isEqual(old, newer));
        expect(isEqual(applied(old, differences), newer)).toBe(true);
      }),
      runs(300),
    );
  });
});
