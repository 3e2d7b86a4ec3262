import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { describe, expect, it } from 'vitest';

import { digestOf } from './digest.ts';
import { openEntry } from './open-entry.ts';
import { gzip, rawEntry, rawTar, sourceOf, zstd } from './testing/raw-tar.ts';

const noise = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => (Math.imul(at, 2_654_435_761) >>> 13) & 255));
const bytes = zstd(
  rawTar(
    rawEntry({ name: 'first', content: 'one' }),
    rawEntry({ name: 'noise', content: noise }),
    rawEntry({ name: 'empty' }),
  ),
);

describe('Opening one file of an archive', () => {
  it.each([
    ['first', Buffer.from('one')],
    ['noise', noise],
    ['empty', Buffer.alloc(0)],
  ])('streams %s', async (path, content) => {
    const stream = await openEntry(sourceOf(bytes), path, { sha256: digestOf(content).slice(7) });

    expect((await buffer(stream)).equals(content)).toBe(true);
  });

  it.each(['none', 'FIRST', './first', 'first/', ''])('says that %j is missing', async (path) => {
    await expect(openEntry(sourceOf(bytes), path)).rejects.toMatchObject({ code: 'entry-missing', path });
  });

  it('fails at the end of the stream when the content is another', async () => {
    const stream = await openEntry(sourceOf(bytes), 'noise', { sha256: digestOf('other').slice(7) });

    await expect(buffer(stream)).rejects.toMatchObject({ code: 'digest-mismatch', path: 'noise' });
  });

  it('fails in the stream when the archive breaks inside the file', async () => {
    const stream = await openEntry(sourceOf(bytes.subarray(0, bytes.length - 2000)), 'noise');

    await expect(buffer(stream)).rejects.toMatchObject({ code: 'archive-truncated' });
  });

  it('reads no more of the source than its reader asks for', async () => {
    const large = gzip(
      rawTar(rawEntry({ name: 'noise', content: Buffer.concat(Array.from({ length: 8 }, () => noise)) })),
    );
    let pulled = 0;
    const counted = (async function* () {
      for await (const chunk of sourceOf(large, 16_384)) {
        pulled += chunk.length;
        yield chunk;
      }
    })();

    const stream = await openEntry(counted, 'noise', { limits: { ratio: 100_000 } });
    await new Promise((resolve) => stream.once('readable', resolve));
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));

    expect(pulled).toBeLessThan(large.length / 2);
    expect((await buffer(stream)).length).toBe(8 * noise.length);
    expect(pulled).toBeLessThanOrEqual(large.length);
  });

  it.each([
    ['that was silent for long', 500],
    ['that was just read', 1],
    ['that was not read', 0],
  ])('frees a source %s when its reader leaves', async (_, turns) => {
    const silent = new Readable({ read: () => undefined });
    silent.push(bytes.subarray(0, bytes.length / 2));
    const stream = await openEntry(silent, 'noise');
    if (turns > 0) stream.on('data', () => undefined);
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setTimeout(resolve, turns > 1 ? 0 : 1));
    const closed = new Promise((resolve) => silent.once('close', resolve));

    stream.destroy();

    await closed;
    expect(silent.destroyed).toBe(true);
  });
});
