import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  addAll,
  atLeast,
  clearBit,
  countBits,
  emptyBitmap,
  hasBit,
  keepOnly,
  setBit,
  takeAway,
  visitBits,
} from './bitmap.ts';

const LARGEST = 40_000;
const sets = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: LARGEST }), { maxLength: 40 }), {
  minLength: 1,
  maxLength: 9,
});

function bitmapOf(documents: readonly number[]) {
  const bitmap = emptyBitmap(LARGEST);
  for (const document of documents) setBit(bitmap, document);
  return bitmap;
}

function listOf(bitmap: ReturnType<typeof bitmapOf>): readonly number[] {
  const documents: number[] = [];
  visitBits(bitmap, (document) => documents.push(document) > 0);
  return documents;
}

const inOrder = (documents: Iterable<number>): readonly number[] => [...new Set(documents)].sort((a, b) => a - b);

test('bits are the sets they stand for', () => {
  fc.assert(
    fc.property(sets, ([first = [], second = []]) => {
      const [a, b] = [bitmapOf(first), bitmapOf(second)];
      const [both, either, rest] = [a.slice(), a.slice(), a.slice()];
      keepOnly(both, b);
      addAll(either, b);
      takeAway(rest, b);

      expect(listOf(a)).toEqual(inOrder(first));
      expect(countBits(either)).toBe(new Set([...first, ...second]).size);
      expect(listOf(both)).toEqual(inOrder(first.filter((document) => second.includes(document))));
      expect(listOf(rest)).toEqual(inOrder(first.filter((document) => !second.includes(document))));
      for (const document of first) clearBit(a, document);
      expect(countBits(a)).toBe(0);
      expect(first.every((document) => !hasBit(a, document) && hasBit(either, document))).toBe(true);
    }),
  );
});

test('counts in how many sets a document is', () => {
  fc.assert(
    fc.property(sets, fc.integer({ min: 1, max: 9 }), (lists, least) => {
      const expected = inOrder(lists.flat()).filter(
        (document) => lists.filter((list) => list.includes(document)).length >= least,
      );

      expect(listOf(atLeast(lists.map(bitmapOf), least))).toEqual(expected);
    }),
  );
});
