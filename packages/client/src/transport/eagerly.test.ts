import { PassThrough, Readable } from 'node:stream';

import { expect, test } from 'vitest';

import { eagerly } from './eagerly.ts';

async function collect(source: AsyncIterable<Buffer>): Promise<{ readonly text: string; readonly error?: unknown }> {
  let text = '';
  try {
    for await (const chunk of source) {
      text += chunk.toString();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return { text };
  } catch (error) {
    return { text, error };
  }
}

test('hands out what arrived before the error, to a reader that is slower than the line', async () => {
  const line = new PassThrough();
  const reading = collect(eagerly(line));
  for (const chunk of ['a', 'b', 'c', 'd']) line.write(chunk);
  await new Promise((resolve) => setImmediate(resolve));
  line.destroy(new Error('cut'));

  expect(await reading).toMatchObject({ text: 'abcd', error: { message: 'cut' } });
});

test('reads a long stream to its end, pausing it meanwhile', async () => {
  const chunks = Array.from({ length: 500 }, (_, index) => Buffer.from(`${index},`));

  expect(await collect(eagerly(Readable.from(chunks)))).toEqual({ text: chunks.join('') });
});

test('lets go of a stream whose reader leaves', async () => {
  const line = new PassThrough();
  line.write('a');
  for await (const chunk of eagerly(line)) {
    expect(chunk.toString()).toBe('a');
    break;
  }

  expect(line.destroyed).toBe(true);
});
