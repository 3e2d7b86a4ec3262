import { rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { describe, expect, test, vi } from 'vitest';

import type { Bed } from '../adapters/testing/bed.ts';
import { lockFile, MIB, noise, partFile, useBlobs } from '../adapters/testing/blob-setting.ts';
import { digestOf, upload } from '../adapters/testing/sample.ts';

/** Proves that an adapter takes uploads as the contract of blobs says. */
export function describeUploads(makeBed: () => Bed): void {
  describe('uploads', () => {
    const here = useBlobs(makeBed);

    test('are readable by everyone only when a release refers to them', async () => {
      const bytes = noise(1000);
      expect(await here.write(bytes, {})).toEqual({ offset: 1000, complete: true, existed: false });
      expect(await here.store.blobs.findPublished(digestOf(bytes))).toBeUndefined();
      expect((await buffer((await here.store.blobs.findStored(digestOf(bytes)))!.read())).equals(bytes)).toBe(true);

      await here.publishBytes(bytes);

      expect((await buffer((await here.store.blobs.findPublished(digestOf(bytes)))!.read())).equals(bytes)).toBe(true);
    });

    test('go on where they stopped', async () => {
      const bytes = noise(MIB);
      await here.write(bytes, { body: bytes.subarray(0, 400_000), complete: false });
      const digest = digestOf(bytes);
      expect(await here.store.blobs.progress(digest, 'token-1')).toEqual({
        offset: 400_000,
        complete: false,
        existed: false,
      });
      expect(await here.store.blobs.progress(digest, 'token-2')).toBeUndefined();
      await expect(here.write(bytes, { offset: 5 })).rejects.toMatchObject({
        code: 'upload-offset-mismatch',
        params: { expected: 400_000, offered: 5 },
      });

      expect(await here.write(bytes, { offset: 400_000 })).toEqual({ offset: MIB, complete: true, existed: false });
      expect(await here.store.blobs.progress(digest, 'token-1')).toEqual({
        offset: MIB,
        complete: true,
        existed: true,
      });
      expect((await buffer((await here.store.blobs.findStored(digest))!.read())).equals(bytes)).toBe(true);
    });

    test('keep what arrived when the body breaks off', async () => {
      const bytes = noise(300_000);
      async function* broken() {
        yield bytes.subarray(0, 100_000);
        await Promise.resolve();
        throw new Error('connection reset');
      }

      await expect(here.write(bytes, { body: Readable.from(broken(), { objectMode: false }) })).rejects.toThrow(
        'connection reset',
      );

      expect(await here.store.blobs.progress(digestOf(bytes), 'token-1')).toMatchObject({ offset: 100_000 });
      await here.write(bytes, { offset: 100_000 });
      expect(await here.store.blobs.findStored(digestOf(bytes))).toMatchObject({ size: 300_000 });
    });

    test('of other bytes than announced are dropped', async () => {
      const bytes = noise(1000);
      const refused = { code: 'digest-mismatch', params: { expected: digestOf(bytes), actual: digestOf('else') } };

      await expect(here.write(bytes, { body: Buffer.from('else') })).rejects.toMatchObject(refused);

      expect(await here.store.blobs.progress(digestOf(bytes), 'token-1')).toBeUndefined();
      expect(await here.store.blobs.findStored(digestOf(bytes))).toBeUndefined();
      expect(await here.write(bytes, {})).toMatchObject({ complete: true });
    });

    test('of one blob by one token at the same time: the second is told to wait', async () => {
      const bytes = noise(1000);
      const body = new Readable({ read: () => undefined });
      body.push(bytes.subarray(0, 500));
      const first = here.write(bytes, { body });
      await expect(here.write(bytes, {})).rejects.toMatchObject({ code: 'upload-busy' });
      const other = await here.bed.open();
      const again = { digest: digestOf(bytes), tokenId: 'token-1', offset: 0, complete: true };
      // Another store of this process takes a lock with its own process id for one of an earlier life.
      await vi.waitFor(() => expect(statSync(partFile(here.bed.dataDir, bytes)).size).toBe(500), 20_000);
      writeFileSync(lockFile(here.bed.dataDir, bytes), '1');
      await expect(other.blobs.write({ ...again, body: Readable.from([bytes]) })).rejects.toMatchObject({
        code: 'upload-busy',
      });

      body.push(bytes.subarray(500));
      body.push(null);
      expect(await first).toMatchObject({ complete: true });
    });

    test('of one blob by two tokens do not meet', async () => {
      const bytes = noise(1000);
      await here.write(bytes, { body: bytes.subarray(0, 10), complete: false });

      expect(await here.write(bytes, { token: 'token-2' })).toMatchObject({ existed: false, complete: true });
      expect(await here.store.blobs.progress(digestOf(bytes), 'token-1')).toMatchObject({ offset: 10 });
      expect(await here.write(bytes, { token: 'token-2' })).toMatchObject({ existed: true });
    });

    test('a published blob is not sent again, and takes nothing from the quota', async () => {
      const bytes = noise(2 * MIB);
      await here.publishBytes(bytes);
      const unread = new Readable({
        read() {
          throw new Error('read');
        },
      });

      expect(await here.write(bytes, { body: unread, token: 'token-9' })).toMatchObject({ existed: true });
      expect(await upload(here.store, noise(3 * MIB))).toMatchObject({ complete: true });
    });

    test('a lost file of a published blob is healed by uploading it again', async () => {
      const bytes = noise(1000);
      await here.publishBytes(bytes);
      rmSync(here.path(digestOf(bytes)));

      expect(await here.write(bytes, {})).toMatchObject({ existed: false });
      expect((await buffer((await here.store.blobs.findPublished(digestOf(bytes)))!.read())).equals(bytes)).toBe(true);
    });

    test('too large a one is refused as soon as it is', async () => {
      const bytes = noise(3 * MIB + 1);
      await expect(here.write(bytes, {})).rejects.toMatchObject({ code: 'body-too-large', params: { limit: 3 * MIB } });
      expect(await here.store.blobs.progress(digestOf(bytes), 'token-1')).toBeUndefined();
    });

    test('what is not published counts against the quota of its token, whole or partial', async () => {
      await here.write(noise(2 * MIB), {});
      await here.write(noise(MIB + 1), { body: noise(MIB), complete: false });
      const bytes = noise(MIB + 5);

      await expect(here.write(bytes, {})).rejects.toMatchObject({ code: 'quota-exceeded' });
      expect(await here.write(bytes, { token: 'token-2' })).toMatchObject({ complete: true });
      await here.publishBytes(noise(2 * MIB));
      expect(await here.write(bytes, {})).toMatchObject({ complete: true });
    });

    test('small ones that broke off count too, so that nobody fills the disk with beginnings', async () => {
      const broken = async (size: number) => {
        async function* body() {
          yield noise(size);
          await Promise.resolve();
          throw new Error('reset');
        }
        const bytes = Buffer.from(`whole of ${size}`);
        await here.write(bytes, { body: Readable.from(body(), { objectMode: false }) }).catch(() => undefined);
      };
      for (let index = 0; index < 5; index += 1) await broken(900_000 + index);

      await expect(here.write(noise(10), {})).rejects.toMatchObject({ code: 'quota-exceeded' });
    });

    test('a lock left by a killed process holds nobody', async () => {
      const bytes = noise(10);
      writeFileSync(lockFile(here.bed.dataDir, bytes), '999999999');

      expect(await here.write(bytes, {})).toMatchObject({ complete: true });
    });

    test('wait for a lock whose maker has not signed it yet, and take over one that nobody ever will', async () => {
      const bytes = noise(1000);
      await here.write(bytes, { body: bytes.subarray(0, 10), complete: false });
      const lock = lockFile(here.bed.dataDir, bytes);
      writeFileSync(lock, '');
      await expect(here.write(bytes, { offset: 10 })).rejects.toMatchObject({ code: 'upload-busy' });
      const longAgo = new Date(Date.now() - 60_000);
      utimesSync(lock, longAgo, longAgo);

      expect(await here.write(bytes, { offset: 10 })).toMatchObject({ complete: true });
    });

    test('a token id is never a path', async () => {
      expect(await here.write(noise(10), { token: '../../etc/passwd\0' })).toMatchObject({ complete: true });
      const body = Readable.from([]);
      const bad = here.store.blobs.write({ digest: '../x', tokenId: 't', body, offset: 0, complete: true });
      await expect(bad).rejects.toThrow('not a digest');
    });

    test('an empty blob is a blob', async () => {
      const bytes = Buffer.alloc(0);
      expect(await here.write(bytes, {})).toMatchObject({ offset: 0, complete: true });
      expect(await buffer((await here.store.blobs.findStored(digestOf(bytes)))!.read())).toHaveLength(0);
    });
  });
}
