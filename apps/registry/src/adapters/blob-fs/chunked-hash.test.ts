import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { CHUNK, createChunkedHash } from './chunked-hash.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

test('the digests are those of the whole and of each chunk, however the bytes arrive', () => {
  const sizes = fc.oneof(
    fc.integer({ min: 0, max: 10 }),
    fc.constantFrom(CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 300_000),
  );
  fc.assert(
    fc.property(fc.array(sizes, { maxLength: 4 }), (lengths) => {
      const parts = lengths.map((length, index) => Buffer.alloc(length, index + 1));
      const whole = Buffer.concat(parts);
      const hash = createChunkedHash();
      for (const part of parts) hash.update(part);

      const expected = [
        0,
        ...Array.from({ length: Math.max(0, Math.ceil(whole.length / CHUNK) - 1) }, (_, i) => (i + 1) * CHUNK),
      ];
      expect(hash.finish()).toEqual({
        digest: `sha256:${sha256(whole).toString('hex')}`,
        size: whole.length,
        chunks: Buffer.concat(expected.map((start) => sha256(whole.subarray(start, start + CHUNK)))),
      });
    }),
    { numRuns: 60 },
  );
});
