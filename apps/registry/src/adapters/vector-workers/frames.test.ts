import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { createFrameReader, writeFrame } from './frames.ts';

async function written(messages: readonly Uint8Array[]): Promise<Buffer> {
  const stream = new PassThrough({ highWaterMark: 1024 * 1024 });
  for (const message of messages) writeFrame(stream, message);
  stream.end();
  return buffer(stream);
}

it('reads the messages that were written, however they are cut on the way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 })), fc.array(fc.nat(12)), async (messages, cuts) => {
      const bytes = await written(messages);
      const read = createFrameReader(40);
      const found: Buffer[] = [];
      let at = 0;
      for (const length of [...cuts, bytes.length]) {
        found.push(...read(bytes.subarray(at, at + length)));
        at += length;
      }

      expect(found.map((one) => [...one])).toEqual(messages.map((one) => [...one]));
    }),
  );
});

it('refuses a message by the length it announces, before any of it has come', async () => {
  const [whole, large] = [await written([Buffer.alloc(8)]), await written([Buffer.alloc(9)])];

  expect(createFrameReader(8)(whole)).toHaveLength(1);
  expect(() => createFrameReader(8)(large.subarray(0, 4))).toThrow(RangeError);
});
