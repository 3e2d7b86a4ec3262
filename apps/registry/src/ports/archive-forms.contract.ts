import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import type { Bed } from '../adapters/testing/bed.ts';
import { flip, noise, useBlobs } from '../adapters/testing/blob-setting.ts';
import { digestOf, publish } from '../adapters/testing/sample.ts';

/** Proves that an adapter gives archives in other forms as their contract says. */
export function describeArchiveForms(makeBed: () => Bed): void {
  describe('archives in another form', () => {
    const here = useBlobs(makeBed);

    const tar = Buffer.from('not really a tar '.repeat(5000));

    test('are made once, carry their own digest, and hold the same bytes', async () => {
      const archive = zstdCompressSync(tar);
      await here.publishBytes(archive);
      const digest = digestOf(archive);

      const [first, second] = await Promise.all([
        here.store.archives.findForm(digest, 'gzip'),
        here.store.archives.findForm(digest, 'gzip'),
      ]);
      const bytes = await buffer(first!.read());

      expect(gunzipSync(bytes).equals(tar)).toBe(true);
      expect(first).toMatchObject({ compression: 'gzip', digest: digestOf(bytes), size: bytes.length });
      expect(second?.digest).toBe(first?.digest);
      expect(await here.store.archives.findForm(digest)).toMatchObject({ compression: 'zstd', digest });
      expect(await here.store.archives.findForm(digest, 'zstd')).toMatchObject({ digest, size: archive.length });
      expect(await here.store.archives.findForm(digestOf('none'), 'gzip')).toBeUndefined();
    });

    test('a stored gzip is told as gzip', async () => {
      const archive = gzipSync(tar);
      await here.publishBytes(archive);

      expect(await here.store.archives.findForm(digestOf(archive))).toMatchObject({ compression: 'gzip' });
      expect(await here.store.archives.findForm(digestOf(archive), 'zstd')).toMatchObject({ compression: 'zstd' });
    });

    test('a damaged form is not served, and made again', async () => {
      const archive = zstdCompressSync(tar);
      await here.publishBytes(archive);
      const form = await here.store.archives.findForm(digestOf(archive), 'gzip');
      flip(join(here.bed.dataDir, 'derived', `${digestOf(archive).slice(7)}.gzip`), 20);

      await expect(buffer(form!.read())).rejects.toMatchObject({ code: 'blob-damaged' });
      await here.store.ledger.drain();
      const again = await here.store.archives.findForm(digestOf(archive), 'gzip');
      expect(gunzipSync(await buffer(again!.read())).equals(tar)).toBe(true);
    });

    test('a damaged archive gives no form', async () => {
      const archive = zstdCompressSync(noise(100_000));
      await here.publishBytes(archive);
      flip(here.path(digestOf(archive)), 50_000);

      await expect(here.store.archives.findForm(digestOf(archive), 'gzip')).rejects.toMatchObject({
        code: 'blob-damaged',
      });
    });

    test('are made by few at once, and all of them', async () => {
      const archives = Array.from({ length: 7 }, (_, index) => zstdCompressSync(noise(1000 + index)));
      await publish(here.store, ...archives.map((archive, index) => ({ version: `1.${index}.0`, archive })));

      const forms = await Promise.all(
        archives.map((archive) => here.store.archives.findForm(digestOf(archive), 'gzip')),
      );

      for (const [index, form] of forms.entries()) {
        expect(gunzipSync(await buffer(form!.read()))).toHaveLength(1000 + index);
      }
    });

    test('take bounded space: the one used least leaves', async () => {
      const small = await here.bed.open({ limits: { derivedBytes: 150_000 } });
      const archives = [1, 2, 3].map((index) => zstdCompressSync(Buffer.concat([noise(70_000), Buffer.from([index])])));
      for (const [index, archive] of archives.entries()) {
        await publish(small, { version: `1.${index}.0`, archive });
        here.bed.clock.advance(10);
        await small.archives.findForm(digestOf(archive), 'gzip');
      }

      const kept = archives.map((archive) =>
        existsSync(join(here.bed.dataDir, 'derived', `${digestOf(archive).slice(7)}.gzip`)),
      );
      expect(kept).toEqual([false, true, true]);
    });
  });
}
