import { expect, test } from 'vitest';

import { remembered } from './remembered.ts';

test('a word is looked at once, until too many are known', () => {
  const looked: string[] = [];
  const isShort = remembered((word) => {
    looked.push(word);
    return word.length < 3;
  }, 2);

  expect(['a', 'long', 'a', 'long'].map(isShort)).toEqual([true, false, true, false]);
  expect(looked).toEqual(['a', 'long']);
  expect(isShort('third')).toBe(false);
  expect(isShort('a')).toBe(true);
  expect(looked).toEqual(['a', 'long', 'third', 'a']);
});
