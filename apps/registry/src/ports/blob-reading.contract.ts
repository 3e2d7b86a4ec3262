import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Bed } from '../adapters/testing/bed.ts';
import { flip, noise, partFile, useBlobs } from '../adapters/testing/blob-setting.ts';
import { digestOf, samplePlan, upload } from '../adapters/testing/sample.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Proves that an adapter reads and collects blobs as their contract says. */
export function describeReading(makeBed: () => Bed): void {
  describe('reading', () => {
    const here = useBlobs(makeBed);

    test('any range gives those bytes', async () => {
      const bytes = noise(700_000);
      await here.publishBytes(bytes);
      const handle = (await here.store.blobs.findPublished(digestOf(bytes)))!;
      const place = fc.integer({ min: 0, max: 700_010 });
      await fc.assert(
        fc.asyncProperty(place, place, async (start, end) => {
          expect((await buffer(handle.read({ start, end }))).equals(bytes.subarray(start, end))).toBe(true);
        }),
        {
          numRuns: 60,
          examples: [
            [0, 262_144],
            [262_144, 262_145],
            [262_143, 524_289],
          ],
        },
      );
    });

    test('a flipped bit is never passed on: whole, in a range, at any place', async () => {
      const bytes = noise(600_000);
      await here.publishBytes(bytes);
      const digest = digestOf(bytes);
      for (const at of [0, 300_000, 599_999]) {
        flip(here.path(digest), at);
        const handle = (await here.store.blobs.findPublished(digest))!;
        await expect(buffer(handle.read())).rejects.toMatchObject({ code: 'blob-damaged' });
        await expect(buffer(handle.read({ start: at, end: at + 1 }))).rejects.toMatchObject({ code: 'blob-damaged' });
        const passed: Buffer[] = [];
        await expect(
          (async () => {
            for await (const part of handle.read()) passed.push(part as Buffer);
          })(),
        ).rejects.toMatchObject({ params: { digest } });
        expect(bytes.subarray(0, Buffer.concat(passed).length).equals(Buffer.concat(passed))).toBe(true);
        flip(here.path(digest), at);
      }
    });

    test('a file that is short, long or gone is damage', async () => {
      const bytes = noise(1000);
      await here.publishBytes(bytes);
      const digest = digestOf(bytes);
      writeFileSync(here.path(digest), bytes.subarray(0, 999));
      await expect(buffer((await here.store.blobs.findPublished(digest))!.read())).rejects.toMatchObject({
        code: 'blob-damaged',
      });
      rmSync(here.path(digest));
      await expect(buffer((await here.store.blobs.findPublished(digest))!.read())).rejects.toMatchObject({
        code: 'blob-damaged',
      });
      expect(await here.store.blobs.findPublished(digestOf('unknown'))).toBeUndefined();
    });
  });

  describe('collecting', () => {
    const here = useBlobs(makeBed);

    const age = (file: string) => utimesSync(file, here.bed.clock.now(), here.bed.clock.now());
    const later = () => {
      here.bed.clock.advance(DAY + 1);
      return here.store.blobs.collect(new Date(here.bed.clock.now().getTime() - DAY));
    };

    test('removes what nobody refers to after a day, and nothing that is published', async () => {
      const kept = noise(1000);
      await here.publishBytes(kept);
      await upload(here.store, Buffer.from('loose'));
      const partial = noise(500);
      await here.write(partial, { body: partial.subarray(0, 100), complete: false });
      for (const file of [here.path(digestOf(kept)), here.path(digestOf('loose')), partFile(here.bed.dataDir, partial)])
        age(file);

      expect(await here.store.blobs.collect(new Date(here.bed.clock.now().getTime() - DAY))).toEqual({
        removed: 0,
        bytes: 0,
      });
      expect(await later()).toEqual({ removed: 2, bytes: 105 });

      expect(await here.store.blobs.findStored(digestOf('loose'))).toBeUndefined();
      expect(await here.store.blobs.progress(digestOf(partial), 'token-1')).toBeUndefined();
      expect((await buffer((await here.store.blobs.findPublished(digestOf(kept)))!.read())).equals(kept)).toBe(true);
    });

    test('leaves a blob that a running publish has looked at, and gives its quota back otherwise', async () => {
      const bytes = noise(1000);
      await upload(here.store, bytes);
      here.bed.clock.advance(DAY - 1000);
      await here.store.blobs.findStored(digestOf(bytes));
      here.bed.clock.advance(2000);

      expect(await here.store.blobs.collect(new Date(here.bed.clock.now().getTime() - DAY))).toMatchObject({
        removed: 0,
      });
      const plan = samplePlan({ version: '1.0.0', archive: bytes });
      expect(await here.store.ledger.commit(plan)).toMatchObject({ ok: true });
    });

    test('removes files without a row: the process died before the commit', async () => {
      await upload(here.store, Buffer.from('x'));
      const orphan = here.path(digestOf('x')).replace(/[0-9a-f]{10}$/, '0123456789');
      writeFileSync(orphan, 'orphan');
      age(orphan);

      expect(await later()).toMatchObject({ removed: 2, bytes: 7 });
    });
  });
}
