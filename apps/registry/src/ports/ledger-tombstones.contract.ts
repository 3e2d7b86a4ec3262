import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';

import type { VersionSegment } from '@national-forge/api';
import { beforeEach, describe, expect, test } from 'vitest';

import { nodeFileSystem } from '../adapters/blob-fs/file-system.ts';
import type { Bed } from '../adapters/testing/bed.ts';
import { HEAD, NAME, move, receiptsOf, statusKey, useLedger } from '../adapters/testing/ledger-setting.ts';
import { digestOf, publish, sampleDetail } from '../adapters/testing/sample.ts';
import type { TombstonePlan } from '../ports.ts';

/** How long a busy machine may take; nothing waits longer than it must. */
const PATIENCE = { timeout: 20_000 };

/** Proves that an adapter keeps the contract of the ledger about removal by law. */
export function describeTombstones(makeBed: () => Bed): void {
  describe('tombstones', () => {
    const here = useLedger(makeBed);
    const secret = 'Zineb-Alaoui';
    const archive = Buffer.from('archive of both');
    const bury = (version: string, erases: TombstonePlan['erases'] = 'archive', reference = 'TA-Rabat/2026-117') =>
      here.store.ledger.commit({ kind: 'tombstone', actor: 'operator', name: NAME, version, reference, erases });
    const facts = (version: string) => here.store.catalogue.findRelease({ name: NAME, version });

    beforeEach(async () => {
      await publish(here.store, { version: '1.0.0', archive });
      await publish(here.store, { version: '1.1.0', archive, text: [secret] });
    });

    test('remove a version from latest, resolution and search, and leave digest and leaf', async () => {
      const published = await facts('1.1.0');
      const [receipt] = receiptsOf(await bury('1.1.0'));

      expect(receipt?.leaf).toContain(`release ${published?.releaseDigest ?? ''}\nerases archive\n`);
      expect(here.head()).toMatchObject({ latest: '1.0.0', versionCount: 2 });
      expect(here.head().versions[0]).toMatchObject({ version: '1.1.0', tombstoned: true });
      expect(await here.found()).toEqual(['1.0.0']);
      expect(here.json(statusKey('1.1.0'))).toMatchObject({
        tombstoned: { reference: 'TA-Rabat/2026-117' },
        logIndex: receipt?.index,
      });
      expect(await facts('1.1.0')).toMatchObject({
        yanked: true,
        releaseDigest: published?.releaseDigest,
        tombstone: { reference: 'TA-Rabat/2026-117', erasesDetail: false, logIndex: receipt?.index },
      });
      expect(await here.store.log.receipt(published!.logIndex)).toBeDefined();
      expect(await here.moveAll(move('beta', '1.1.0'))).toMatchObject({ code: 'release-tombstoned' });
    });

    test('take the archive away only when no live release uses it', async () => {
      const digest = digestOf(archive);
      await bury('1.1.0');
      await sweep();
      expect(await here.store.blobs.findPublished(digest)).toBeDefined();

      await bury('1.0.0');

      expect(await here.store.blobs.findPublished(digest)).toBeUndefined();
      expect(await sweep()).toMatchObject({ removed: 1 });
      expect(await here.store.blobs.findStored(digest)).toBeUndefined();
    });

    const packed = zstdCompressSync(Buffer.from('files'));
    const inDerived = () => readdirSync(join(here.bed.dataDir, 'derived'));
    const sweep = () => here.store.blobs.collect(new Date(here.bed.clock.now().getTime() - 24 * 3_600_000));

    test('take every form of the archive away', async () => {
      await publish(here.store, { version: '1.2.0', archive: packed });
      await here.store.archives.findForm(digestOf(packed), 'gzip');
      await bury('1.2.0');
      await sweep();

      expect(inDerived()).toEqual([]);
      expect(await here.store.archives.findForm(digestOf(packed), 'gzip')).toBeUndefined();
    });

    test('take away a form that is finished only after the archive is gone', async () => {
      const files = nodeFileSystem();
      const gate = Promise.withResolvers<undefined>();
      const rename = (from: string, to: string) => gate.promise.then(() => files.rename(from, to));
      const other = await here.bed.open({ files: { ...files, rename } });
      await publish(here.store, { version: '1.2.0', archive: packed });
      const making = other.archives.findForm(digestOf(packed), 'gzip');
      await expect.poll(inDerived, PATIENCE).toHaveLength(1);

      await bury('1.2.0');
      // The sweep removes what is in the making, too; then somebody else begins again.
      const [name = ''] = inDerived();
      const path = join(here.bed.dataDir, 'derived', name);
      const bytes = readFileSync(path);
      await sweep();
      expect(inDerived()).toEqual([]);
      writeFileSync(path, bytes);
      gate.resolve(undefined);

      expect(await making).toBeUndefined();
      expect(inDerived()).toEqual([]);
    });

    test('take away at once what a killed process left of a form', async () => {
      await publish(here.store, { version: '1.2.0', archive: packed });
      const names = ['gzip', `${'0'.repeat(24)}.tmp`].map((end) => `${digestOf(packed).slice(7)}.${end}`);
      for (const name of [...names, `${digestOf(archive).slice(7)}.gzip`])
        writeFileSync(join(here.bed.dataDir, 'derived', name), 'begun');

      await bury('1.2.0');
      await sweep();

      expect(inDerived()).toEqual([`${digestOf(archive).slice(7)}.gzip`]);
    });

    test('erase the record too when that is asked: documents, rows, detail, and the bytes on the disk', async () => {
      const detail = /^detail (\S+)$/m.exec(
        (await here.store.log.receipt((await facts('1.1.0'))!.logIndex))!.leaf,
      )![1]!;
      expect(Buffer.from((await here.store.log.detail(detail))!).toString()).toContain(secret);

      await bury('1.1.0', 'archive,detail');

      expect(here.store.documents.find(`${HEAD}/versions/1.1.0`)).toBeUndefined();
      expect(await here.store.log.detail(detail)).toBeUndefined();
      expect(await facts('1.1.0')).toMatchObject({
        archive: null,
        dependencies: {},
        tombstone: { erasesDetail: true },
      });
      const { versions } = here.json<VersionSegment>(`${HEAD}/versions/segments/0`);
      expect(versions[1]).toMatchObject({ version: '1.1.0', digest: sampleDetail({ version: '1.1.0' }).releaseDigest });
      await here.store.close();
      const file = readFileSync(join(here.bed.dataDir, 'registry.db'));
      for (const word of [secret, ...secret.toLowerCase().split('-')]) expect(file.includes(word), word).toBe(false);
    });

    test('of every version leave a head without texts, and nothing in search', async () => {
      for (const version of ['1.0.0', '1.1.0']) await bury(version, 'archive,detail');

      expect(here.head()).toMatchObject({ latest: null, title: {}, versionCount: 2 });
      expect(await here.found()).toEqual([]);
    });

    test('are made once; the record may go later', async () => {
      const first = await bury('1.1.0');
      expect(await bury('1.1.0')).toMatchObject({ ok: true, repeated: true, receipts: receiptsOf(first) });

      const second = await bury('1.1.0', 'archive,detail', 'CC-2027/3');

      expect(receiptsOf(second)[0]?.index).toBe((receiptsOf(first)[0]?.index ?? 0) + 1);
      expect(await bury('1.1.0', 'archive')).toMatchObject({ repeated: true, receipts: receiptsOf(second) });
      expect(here.json(statusKey('1.1.0'))).toMatchObject({ tombstoned: { reference: 'CC-2027/3' } });
    });

    test('do not stop anybody from getting the receipt again, and give nothing back', async () => {
      const before = await publish(here.store, { version: '1.1.0', archive });
      await bury('1.1.0', 'archive,detail');

      const again = await publish(here.store, { version: '1.1.0', archive });

      expect(again).toMatchObject({ ok: true, repeated: true, receipts: receiptsOf(before) });
      expect(await facts('1.1.0')).toMatchObject({ archive: null });
      expect(here.store.documents.find(`${HEAD}/versions/1.1.0`)).toBeUndefined();
    });

    test('need a release', async () => {
      expect(await bury('9.9.9')).toMatchObject({ ok: false, code: 'version-unknown' });
    });
  });
}
