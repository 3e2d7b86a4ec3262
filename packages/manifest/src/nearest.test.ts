import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { editDistance, nearestOf } from './nearest.ts';

describe('nearestOf', () => {
  const words = ['license', 'licences', 'purpose', 'region', 'risk', 'risks', 'runtime'];

  it.each([
    ['lisence', 'license'],
    ['License', 'license'],
    ['purpsoe', 'purpose'],
    ['Regoin', 'region'],
    ['run-time', 'runtime'],
    ['risk ', 'risk'],
  ])('finds for %s the word %s', (word, expected) => {
    expect(nearestOf(word, words)).toBe(expected);
  });

  it.each(['', 'x', 'completely-different', 'z'.repeat(500)])('finds nothing for %j', (word) => {
    expect(nearestOf(word, words)).toBeUndefined();
  });
});

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['abc', '', 3],
    ['', 'ab', 2],
    ['ca', 'ac', 1],
    ['kitten', 'sitting', 3],
    ['license', 'licence', 1],
  ])('of %j and %j is %i', (from, to, expected) => {
    expect(editDistance(from, to)).toBe(expected);
  });

  it('is the same both ways, zero only for the same word, and at most the longer length', () => {
    const word = fc.stringMatching(/^[abc]{0,7}$/);
    fc.assert(
      fc.property(word, word, (one, other) => {
        const distance = editDistance(one, other);
        expect(distance).toBe(editDistance(other, one));
        expect(distance === 0).toBe(one === other);
        expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
    );
  });
});
