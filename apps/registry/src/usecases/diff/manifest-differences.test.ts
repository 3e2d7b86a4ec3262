import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Json } from '@national-forge/versioning';
import { differencesOf, type Difference } from './manifest-differences.ts';

const arbitraryJson = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;

/** Makes the second value of the first one by what is said to differ. */
function apply(value: Json, differences: readonly Difference[]): Json {
  let result = structuredClone(value);
  const removals = differences.filter((one) => one.new === undefined).toReversed();
  for (const one of [...differences.filter(({ new: is }) => is !== undefined), ...removals]) {
    if (one.pointer === '') result = one.new ?? null;
    else put(result, one.pointer.slice(1).split('/').map(unescape), one.new);
  }
  return result;
}

const unescape = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

function put(into: Json, [member = '', ...rest]: readonly string[], value: Json | undefined): void {
  const parent = into as Record<string, Json>;
  if (rest.length > 0) put(parent[member]!, rest, value);
  else if (value !== undefined)
    Object.defineProperty(parent, member, { value, enumerable: true, configurable: true, writable: true });
  else if (Array.isArray(into)) into.splice(Number(member), 1);
  else Reflect.deleteProperty(parent, member);
}

test('what differs makes the second value of the first', () => {
  fc.assert(
    fc.property(arbitraryJson, arbitraryJson, (old, newer) => {
      expect(apply(old, differencesOf(old, newer))).toEqual(newer);
    }),
  );
});

test('a value does not differ from itself, whatever the order of its members', () => {
  fc.assert(
    fc.property(arbitraryJson, (value) => {
      expect(differencesOf(value, structuredClone(value))).toEqual([]);
    }),
  );
  expect(differencesOf({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
});

test('a place is told by its JSON Pointer, with what stood there and what stands there', () => {
  const old = { title: { fr: 'Taux' }, vectors: ['a', 'b'], 'a/b~c': 1 };
  const newer = { title: { fr: 'Taux', en: 'Rate' }, vectors: ['a'], 'a/b~c': { d: 2 } };

  expect(differencesOf(old, newer)).toEqual([
    { pointer: '/title/en', new: 'Rate' },
    { pointer: '/vectors/1', old: 'b' },
    { pointer: '/a~1b~0c', old: 1, new: { d: 2 } },
  ]);
});
