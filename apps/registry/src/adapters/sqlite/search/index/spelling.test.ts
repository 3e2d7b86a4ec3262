import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { deletionsOf, distance } from './spelling.ts';

test.each([
  ['impot', 'impot', 0],
  ['impot', 'impt', 1],
  ['impot', 'ipmot', 1],
  ['impot', 'import', 1],
  ['retraite', 'rtraitte', 2],
  ['ضريبة', 'ضربية', 1],
  ['', 'ab', 2],
])('from %s to %s: %i', (a, b, expected) => {
  expect(distance(a, b, 3)).toBe(expected);
  expect(distance(b, a, 3)).toBe(expected);
});

describe('two words that are near', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e'), minLength: 4, maxLength: 8 });

  test('leave the same when letters are left out', () => {
    fc.assert(
      fc.property(letters, fc.nat(7), fc.constantFrom('x', ''), (word, place, letter) => {
        const at = place % word.length;
        const wrong = word.slice(0, at) + letter + word.slice(at + 1);
        const shared = [...deletionsOf(word, 1)].filter((hash) => deletionsOf(wrong, 1).has(hash));

        expect(distance(word, wrong, 2)).toBeLessThanOrEqual(1);
        expect(shared).not.toEqual([]);
      }),
    );
  });
});
