import fc from 'fast-check';
import { expect, test } from 'vitest';

import { documentOf, formatBlock, levelOf, makePostings, parseBlock, postingKey, readBlock } from './posting-block.ts';

const posting = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 2 ** 31 }));

test('a key holds level and document, and higher levels come first', () => {
  fc.assert(
    fc.property(posting, posting, ([level, document], [other, another]) => {
      const key = postingKey(level, document);

      expect([levelOf(key), documentOf(key)]).toEqual([level, document]);
      if (level !== other) expect(key < postingKey(other, another)).toBe(level > other);
    }),
  );
});

test('a block reads as it was written', () => {
  fc.assert(
    fc.property(fc.array(posting, { maxLength: 200 }), (postings) => {
      const keys = [...new Set(postings.map(([level, document]) => postingKey(level, document)))].sort((a, b) => a - b);

      expect(parseBlock(formatBlock(keys))).toEqual(keys);
      const read = makePostings(keys.length);
      readBlock(formatBlock(keys), read);
      expect(Array.from(read.documents)).toEqual(keys.map(documentOf));
      expect(Array.from(read.levels)).toEqual(keys.map(levelOf));
    }),
  );
});
