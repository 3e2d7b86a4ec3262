import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Store } from '../adapters/open-store.ts';
import type { Bed } from '../adapters/testing/bed.ts';
import { createAgencies } from '../adapters/testing/keys.ts';
import { digestOf, publish, samplePlan, upload } from '../adapters/testing/sample.ts';

const DAY = 24 * 60 * 60 * 1000;
const MIB = 1024 * 1024;

/** Gives bytes that no compression shortens and no two places share. */
const noise = (length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  for (let index = 0, state = 1; index < length; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
};

/** Proves that an adapter keeps the contract of blobs and of the archives read from them. */
export function describeBlobsContract(makeBed: () => Bed): void {
  let bed: Bed;
  let store: Store;

  beforeEach(async () => {
    bed = makeBed();
    store = await bed.open({ limits: { blobBytes: 3 * MIB, quotaBytes: 4 * MIB } });
    await createAgencies(store, 'impots');
  });
  afterEach(() => bed.clear());

  const path = (digest: string) => join(bed.dataDir, 'blobs', digest.slice(7, 9), digest.slice(7));
  const write = (
    bytes: Buffer,
    part: { offset?: number; body?: Buffer | Readable; complete?: boolean; token?: string },
  ) => {
    const { offset = 0, body = bytes.subarray(offset), complete = true, token = 'token-1' } = part;
    const stream = body instanceof Readable ? body : Readable.from([body], { objectMode: false });
    return store.blobs.write({ digest: digestOf(bytes), tokenId: token, body: stream, offset, complete });
  };
  const publishBytes = (archive: Buffer, version = '1.0.0') => publish(store, { version, archive });
  const flip = (file: string, at: number) => {
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
    writeFileSync(file, bytes);
  };

  describe('uploads', () => {
    test('are readable by everyone only when a release refers to them', async () => {
      const bytes = noise(1000);
      expect(await write(bytes, {})).toEqual({ offset: 1000, complete: true, existed: false });
      expect(await store.blobs.findPublished(digestOf(bytes))).toBeUndefined();
      expect((await buffer((await store.blobs.findStored(digestOf(bytes)))!.read())).equals(bytes)).toBe(true);

      await publishBytes(bytes);

      expect((await buffer((await store.blobs.findPublished(digestOf(bytes)))!.read())).equals(bytes)).toBe(true);
    });

    test('go on where they stopped', async () => {
      const bytes = noise(MIB);
      await write(bytes, { body: bytes.subarray(0, 400_000), complete: false });
      const digest = digestOf(bytes);
      expect(await store.blobs.progress(digest, 'token-1')).toEqual({
        offset: 400_000,
        complete: false,
        existed: false,
      });
      expect(await store.blobs.progress(digest, 'token-2')).toBeUndefined();
      await expect(write(bytes, { offset: 5 })).rejects.toMatchObject({
        code: 'upload-offset-mismatch',
        params: { expected: 400_000, offered: 5 },
      });

      expect(await write(bytes, { offset: 400_000 })).toEqual({ offset: MIB, complete: true, existed: false });
      expect(await store.blobs.progress(digest, 'token-1')).toEqual({ offset: MIB, complete: true, existed: true });
      expect((await buffer((await store.blobs.findStored(digest))!.read())).equals(bytes)).toBe(true);
    });

    test('keep what arrived when the body breaks off', async () => {
      const bytes = noise(300_000);
      async function* broken() {
        yield bytes.subarray(0, 100_000);
        await Promise.resolve();
        throw new Error('connection reset');
      }

      await expect(write(bytes, { body: Readable.from(broken(), { objectMode: false }) })).rejects.toThrow(
        'connection reset',
      );

      expect(await store.blobs.progress(digestOf(bytes), 'token-1')).toMatchObject({ offset: 100_000 });
      await write(bytes, { offset: 100_000 });
      expect(await store.blobs.findStored(digestOf(bytes))).toMatchObject({ size: 300_000 });
    });

    test('of other bytes than announced are dropped', async () => {
      const bytes = noise(1000);
      const refused = { code: 'digest-mismatch', params: { expected: digestOf(bytes), actual: digestOf('else') } };

      await expect(write(bytes, { body: Buffer.from('else') })).rejects.toMatchObject(refused);

      expect(await store.blobs.progress(digestOf(bytes), 'token-1')).toBeUndefined();
      expect(await store.blobs.findStored(digestOf(bytes))).toBeUndefined();
      expect(await write(bytes, {})).toMatchObject({ complete: true });
    });

    test('of one blob by one token at the same time: the second is told to wait', async () => {
      const bytes = noise(1000);
      const body = new Readable({ read: () => undefined });
      body.push(bytes.subarray(0, 500));
      const first = write(bytes, { body });
      await expect(write(bytes, {})).rejects.toMatchObject({ code: 'upload-busy' });
      const other = await bed.open();
      const again = { digest: digestOf(bytes), tokenId: 'token-1', offset: 0, complete: true };
      // Another store of this process takes a lock with its own process id for one of an earlier life.
      await vi.waitFor(() => expect(statSync(partFile(bed.dataDir, bytes)).size).toBe(500));
      writeFileSync(lockFile(bed.dataDir, bytes), '1');
      await expect(other.blobs.write({ ...again, body: Readable.from([bytes]) })).rejects.toMatchObject({
        code: 'upload-busy',
      });

      body.push(bytes.subarray(500));
      body.push(null);
      expect(await first).toMatchObject({ complete: true });
    });

    test('of one blob by two tokens do not meet', async () => {
      const bytes = noise(1000);
      await write(bytes, { body: bytes.subarray(0, 10), complete: false });

      expect(await write(bytes, { token: 'token-2' })).toMatchObject({ existed: false, complete: true });
      expect(await store.blobs.progress(digestOf(bytes), 'token-1')).toMatchObject({ offset: 10 });
      expect(await write(bytes, { token: 'token-2' })).toMatchObject({ existed: true });
    });

    test('a published blob is not sent again, and takes nothing from the quota', async () => {
      const bytes = noise(2 * MIB);
      await publishBytes(bytes);
      const unread = new Readable({
        read() {
          throw new Error('read');
        },
      });

      expect(await write(bytes, { body: unread, token: 'token-9' })).toMatchObject({ existed: true });
      expect(await upload(store, noise(3 * MIB))).toMatchObject({ complete: true });
    });

    test('a lost file of a published blob is healed by uploading it again', async () => {
      const bytes = noise(1000);
      await publishBytes(bytes);
      rmSync(path(digestOf(bytes)));

      expect(await write(bytes, {})).toMatchObject({ existed: false });
      expect((await buffer((await store.blobs.findPublished(digestOf(bytes)))!.read())).equals(bytes)).toBe(true);
    });

    test('too large a one is refused as soon as it is', async () => {
      const bytes = noise(3 * MIB + 1);
      await expect(write(bytes, {})).rejects.toMatchObject({ code: 'body-too-large', params: { limit: 3 * MIB } });
      expect(await store.blobs.progress(digestOf(bytes), 'token-1')).toBeUndefined();
    });

    test('what is not published counts against the quota of its token, whole or partial', async () => {
      await write(noise(2 * MIB), {});
      await write(noise(MIB + 1), { body: noise(MIB), complete: false });
      const bytes = noise(MIB + 5);

      await expect(write(bytes, {})).rejects.toMatchObject({ code: 'quota-exceeded' });
      expect(await write(bytes, { token: 'token-2' })).toMatchObject({ complete: true });
      await publishBytes(noise(2 * MIB));
      expect(await write(bytes, {})).toMatchObject({ complete: true });
    });

    test('small ones that broke off count too, so that nobody fills the disk with beginnings', async () => {
      const broken = async (size: number) => {
        async function* body() {
          yield noise(size);
          await Promise.resolve();
          throw new Error('reset');
        }
        const bytes = Buffer.from(`whole of ${size}`);
        await write(bytes, { body: Readable.from(body(), { objectMode: false }) }).catch(() => undefined);
      };
      for (let index = 0; index < 5; index += 1) await broken(900_000 + index);

      await expect(write(noise(10), {})).rejects.toMatchObject({ code: 'quota-exceeded' });
    });

    test('a lock left by a killed process holds nobody', async () => {
      const bytes = noise(10);
      writeFileSync(lockFile(bed.dataDir, bytes), '999999999');

      expect(await write(bytes, {})).toMatchObject({ complete: true });
    });

    test('a token id is never a path', async () => {
      expect(await write(noise(10), { token: '../../etc/passwd\0' })).toMatchObject({ complete: true });
      const body = Readable.from([]);
      const bad = store.blobs.write({ digest: '../x', tokenId: 't', body, offset: 0, complete: true });
      await expect(bad).rejects.toThrow('not a digest');
    });

    test('an empty blob is a blob', async () => {
      const bytes = Buffer.alloc(0);
      expect(await write(bytes, {})).toMatchObject({ offset: 0, complete: true });
      expect(await buffer((await store.blobs.findStored(digestOf(bytes)))!.read())).toHaveLength(0);
    });
  });

  describe('reading', () => {
    test('any range gives those bytes', async () => {
      const bytes = noise(700_000);
      await publishBytes(bytes);
      const handle = (await store.blobs.findPublished(digestOf(bytes)))!;
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
      await publishBytes(bytes);
      const digest = digestOf(bytes);
      for (const at of [0, 300_000, 599_999]) {
        flip(path(digest), at);
        const handle = (await store.blobs.findPublished(digest))!;
        await expect(buffer(handle.read())).rejects.toMatchObject({ code: 'blob-damaged' });
        await expect(buffer(handle.read({ start: at, end: at + 1 }))).rejects.toMatchObject({ code: 'blob-damaged' });
        const passed: Buffer[] = [];
        await expect(
          (async () => {
            for await (const part of handle.read()) passed.push(part as Buffer);
          })(),
        ).rejects.toMatchObject({ params: { digest } });
        expect(bytes.subarray(0, Buffer.concat(passed).length).equals(Buffer.concat(passed))).toBe(true);
        flip(path(digest), at);
      }
    });

    test('a file that is short, long or gone is damage', async () => {
      const bytes = noise(1000);
      await publishBytes(bytes);
      const digest = digestOf(bytes);
      writeFileSync(path(digest), bytes.subarray(0, 999));
      await expect(buffer((await store.blobs.findPublished(digest))!.read())).rejects.toMatchObject({
        code: 'blob-damaged',
      });
      rmSync(path(digest));
      await expect(buffer((await store.blobs.findPublished(digest))!.read())).rejects.toMatchObject({
        code: 'blob-damaged',
      });
      expect(await store.blobs.findPublished(digestOf('unknown'))).toBeUndefined();
    });
  });

  describe('collecting', () => {
    const age = (file: string) => utimesSync(file, bed.clock.now(), bed.clock.now());
    const later = () => {
      bed.clock.advance(DAY + 1);
      return store.blobs.collect(new Date(bed.clock.now().getTime() - DAY));
    };

    test('removes what nobody refers to after a day, and nothing that is published', async () => {
      const kept = noise(1000);
      await publishBytes(kept);
      await upload(store, Buffer.from('loose'));
      const partial = noise(500);
      await write(partial, { body: partial.subarray(0, 100), complete: false });
      for (const file of [path(digestOf(kept)), path(digestOf('loose')), partFile(bed.dataDir, partial)]) age(file);

      expect(await store.blobs.collect(new Date(bed.clock.now().getTime() - DAY))).toEqual({ removed: 0, bytes: 0 });
      expect(await later()).toEqual({ removed: 2, bytes: 105 });

      expect(await store.blobs.findStored(digestOf('loose'))).toBeUndefined();
      expect(await store.blobs.progress(digestOf(partial), 'token-1')).toBeUndefined();
      expect((await buffer((await store.blobs.findPublished(digestOf(kept)))!.read())).equals(kept)).toBe(true);
    });

    test('leaves a blob that a running publish has looked at, and gives its quota back otherwise', async () => {
      const bytes = noise(1000);
      await upload(store, bytes);
      bed.clock.advance(DAY - 1000);
      await store.blobs.findStored(digestOf(bytes));
      bed.clock.advance(2000);

      expect(await store.blobs.collect(new Date(bed.clock.now().getTime() - DAY))).toMatchObject({ removed: 0 });
      const plan = samplePlan({ version: '1.0.0', archive: bytes });
      expect(await store.ledger.commit(plan)).toMatchObject({ ok: true });
    });

    test('removes files without a row: the process died before the commit', async () => {
      await upload(store, Buffer.from('x'));
      const orphan = path(digestOf('x')).replace(/[0-9a-f]{10}$/, '0123456789');
      writeFileSync(orphan, 'orphan');
      age(orphan);

      expect(await later()).toMatchObject({ removed: 2, bytes: 7 });
    });
  });

  describe('archives in another form', () => {
    const tar = Buffer.from('not really a tar '.repeat(5000));

    test('are made once, carry their own digest, and hold the same bytes', async () => {
      const archive = zstdCompressSync(tar);
      await publishBytes(archive);
      const digest = digestOf(archive);

      const [first, second] = await Promise.all([
        store.archives.findForm(digest, 'gzip'),
        store.archives.findForm(digest, 'gzip'),
      ]);
      const bytes = await buffer(first!.read());

      expect(gunzipSync(bytes).equals(tar)).toBe(true);
      expect(first).toMatchObject({ compression: 'gzip', digest: digestOf(bytes), size: bytes.length });
      expect(second?.digest).toBe(first?.digest);
      expect(await store.archives.findForm(digest)).toMatchObject({ compression: 'zstd', digest });
      expect(await store.archives.findForm(digest, 'zstd')).toMatchObject({ digest, size: archive.length });
      expect(await store.archives.findForm(digestOf('none'), 'gzip')).toBeUndefined();
    });

    test('a stored gzip is told as gzip', async () => {
      const archive = gzipSync(tar);
      await publishBytes(archive);

      expect(await store.archives.findForm(digestOf(archive))).toMatchObject({ compression: 'gzip' });
      expect(await store.archives.findForm(digestOf(archive), 'zstd')).toMatchObject({ compression: 'zstd' });
    });

    test('a damaged form is not served, and made again', async () => {
      const archive = zstdCompressSync(tar);
      await publishBytes(archive);
      const form = await store.archives.findForm(digestOf(archive), 'gzip');
      flip(join(bed.dataDir, 'derived', `${digestOf(archive).slice(7)}.gzip`), 20);

      await expect(buffer(form!.read())).rejects.toMatchObject({ code: 'blob-damaged' });
      await store.ledger.drain();
      const again = await store.archives.findForm(digestOf(archive), 'gzip');
      expect(gunzipSync(await buffer(again!.read())).equals(tar)).toBe(true);
    });

    test('a damaged archive gives no form', async () => {
      const archive = zstdCompressSync(noise(100_000));
      await publishBytes(archive);
      flip(path(digestOf(archive)), 50_000);

      await expect(store.archives.findForm(digestOf(archive), 'gzip')).rejects.toMatchObject({ code: 'blob-damaged' });
    });

    test('are made by few at once, and all of them', async () => {
      const archives = Array.from({ length: 7 }, (_, index) => zstdCompressSync(noise(1000 + index)));
      await publish(store, ...archives.map((archive, index) => ({ version: `1.${index}.0`, archive })));

      const forms = await Promise.all(archives.map((archive) => store.archives.findForm(digestOf(archive), 'gzip')));

      for (const [index, form] of forms.entries()) {
        expect(gunzipSync(await buffer(form!.read()))).toHaveLength(1000 + index);
      }
    });

    test('take bounded space: the one used least leaves', async () => {
      const small = await bed.open({ limits: { derivedBytes: 150_000 } });
      const archives = [1, 2, 3].map((index) => zstdCompressSync(Buffer.concat([noise(70_000), Buffer.from([index])])));
      for (const [index, archive] of archives.entries()) {
        await publish(small, { version: `1.${index}.0`, archive });
        bed.clock.advance(10);
        await small.archives.findForm(digestOf(archive), 'gzip');
      }

      const kept = archives.map((archive) =>
        exists(join(bed.dataDir, 'derived', `${digestOf(archive).slice(7)}.gzip`)),
      );
      expect(kept).toEqual([false, true, true]);
    });
  });
}

const exists = (file: string): boolean => {
  try {
    return readFileSync(file).length > 0;
  } catch {
    return false;
  }
};

const stem = (dataDir: string, bytes: Buffer): string =>
  join(dataDir, 'uploads', `${digestOf('token-1').slice(7, 31)}-${digestOf(bytes).slice(7)}`);
const partFile = (dataDir: string, bytes: Buffer): string => `${stem(dataDir, bytes)}.part`;
const lockFile = (dataDir: string, bytes: Buffer): string => `${stem(dataDir, bytes)}.lock`;
