import {
  assertConsistency,
  assertInclusion,
  hashLeaf,
  openCheckpoint,
  parseEntryBundle,
  parseLeaf,
  parseVerifierKey,
} from '@national-forge/transparency';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Bed } from '../adapters/testing/bed.ts';
import { NAME, receiptsOf, useLedger } from '../adapters/testing/ledger-setting.ts';
import { digestOf, publish, samplePlan, upload } from '../adapters/testing/sample.ts';
import { describeLogTree } from './log-tree.contract.ts';
import { describeLogWrites } from './log-writes.contract.ts';

/** Proves that an adapter keeps the contract of the log: what is appended, what is proved, what is told. */
export function describeLogContract(makeBed: () => Bed): void {
  describeReceipts(makeBed);
  describeFeed(makeBed);
  describeLogTree(makeBed);
  describeLogWrites(makeBed);
}

function describeReceipts(makeBed: () => Bed): void {
  describe('receipts', () => {
    const here = useLedger(makeBed);
    const verifier = async () => parseVerifierKey((await here.store.log.identity()).keys[0]!.key);

    test('prove the leaf in a checkpoint that the log signed, and are the same ever after', async () => {
      const receipts = [
        ...receiptsOf(await publish(here.store, { version: '1.0.0' }, { version: '1.1.0' })),
        ...receiptsOf(await here.setStatus('1.0.0', { yanked: true, deprecated: true })),
      ];
      for (let minor = 2; minor < 9; minor += 1) await publish(here.store, { version: `1.${minor}.0` });

      for (const receipt of receipts) {
        const { size, root } = openCheckpoint(receipt!.checkpoint, await verifier());
        const hashes = receipt!.hashes.map((hash) => Buffer.from(hash, 'base64'));
        const leafHash = hashLeaf(Buffer.from(receipt!.leaf));
        assertInclusion({ index: receipt!.index, size, root, leafHash, hashes });
        expect(await here.store.log.receipt(receipt!.index)).toEqual(receipt);
      }
      expect(receipts.map((receipt) => receipt?.index)).toEqual([5, 6, 7, 8]);
    });

    test('of what is not there are none', async () => {
      const { size } = await here.store.log.checkpoint();

      expect(await here.store.log.receipt(size)).toBeUndefined();
      expect(await here.store.log.receipt(-1)).toBeUndefined();
    });

    test('of a group are against one checkpoint, whoever wrote', async () => {
      const names = ['impots/a', 'impots/b', 'cnss/c'];
      for (const name of names) await upload(here.store, Buffer.from(`archive of ${name} 1.0.0`));
      const before = await here.store.log.checkpoint();

      const outcomes = await Promise.all(
        names.map((name) => here.store.ledger.commit(samplePlan({ name, version: '1.0.0' }))),
      );

      const checkpoints = new Set(outcomes.map((outcome) => receiptsOf(outcome)[0]?.checkpoint));
      expect([...checkpoints]).toEqual([(await here.store.log.checkpoint()).note]);
      expect(await here.store.log.checkpoint()).toMatchObject({ size: before.size + 3 });
      for (const between of [1, 2]) expect(await here.store.log.checkpointAt(before.size + between)).toBeUndefined();
      expect(await here.store.log.checkpointAt(before.size)).toEqual(before);
    });
  });
}

function describeFeed(makeBed: () => Bed): void {
  describe('the log', () => {
    const here = useLedger(makeBed);

    test('begins with a leaf that names it and its key, and the key signs every checkpoint', async () => {
      const { origin, keys } = await here.store.log.identity();
      const [first] = await here.store.log.leaves({ from: 0, limit: 1 });

      expect(origin).toMatch(/^local-[0-9a-f]{8}$/);
      expect(parseLeaf(first!.bytes)).toEqual({
        kind: 'log-key',
        time: here.bed.clock.now().getTime() / 1000,
        origin,
        key: keys[0]?.key,
      });
      const { note, size } = await here.store.log.checkpoint();
      expect(openCheckpoint(note, parseVerifierKey(keys[0]!.key))).toMatchObject({ origin, size: 5 });
      expect(size).toBe(5);
    });

    test('tells every leaf once, in order, in pages of any size', async () => {
      await publish(here.store, { version: '1.0.0' }, { version: '1.1.0' });
      await here.setStatus('1.0.0', { yanked: true });
      const all = await here.store.log.leaves({ from: 0, limit: 1000 });
      for (const limit of [1, 3, 8]) {
        const told = [];
        for (let from = 0; ; from += limit) {
          const page = await here.store.log.leaves({ from, limit });
          if (page.length === 0) break;
          told.push(...page);
        }
        expect(told).toEqual(all);
      }
      expect(all.map(({ index }) => index)).toEqual(all.map((_, index) => index));
      expect(all.map(({ bytes }) => parseLeaf(bytes).kind)).toEqual([
        'log-key',
        ...['agency', 'key-add', 'agency', 'key-add'],
        ...['release', 'release', 'yank'],
      ]);
    });

    test('never goes back in time, though the clock does', async () => {
      await publish(here.store, { version: '1.0.0' });
      here.bed.clock.advance(-3_600_000);
      const late = await publish(here.store, { version: '1.1.0' });
      here.bed.clock.advance(7_200_000);
      await publish(here.store, { version: '1.2.0' });

      const leaves = await here.store.log.leaves({ from: 0, limit: 100 });
      const times = leaves.map(({ bytes }) => parseLeaf(bytes).time);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(new Set(times).size).toBe(2);
      expect(late).toMatchObject({ at: new Date('2026-11-23T10:00:00Z') });
      const record = `/api/v1/algorithms/${NAME}/versions/1.1.0`;
      expect(here.json(record)).toMatchObject({ publishedAt: '2026-11-23T10:00:00Z' });
    });

    test('keeps what leaves name: details and envelopes, also as blobs that everyone may read', async () => {
      const [receipt] = receiptsOf(await publish(here.store, { version: '1.0.0' }));
      const leaf = parseLeaf(Buffer.from(receipt!.leaf));
      if (leaf.kind !== 'release') throw new Error(leaf.kind);
      for (const digest of [leaf.detail, leaf.envelope]) {
        const bytes = await here.store.log.detail(digest);
        const blob = await here.store.blobs.findPublished(digest);
        expect(digestOf(bytes!)).toBe(digest);
        expect(blob?.size).toBe(bytes?.length);
        expect(Buffer.concat(await blob!.read().toArray())).toEqual(bytes);
        expect(Buffer.concat(await blob!.read({ start: 1, end: 9 }).toArray())).toEqual(bytes?.subarray(1, 9));
      }
      expect(await here.store.log.detail(digestOf('none'))).toBeUndefined();
    });

    test('is proved consistent from any checkpoint to any later one', async () => {
      const verifier = parseVerifierKey((await here.store.log.identity()).keys[0]!.key);
      for (let minor = 0; minor < 12; minor += 1) await publish(here.store, { version: `1.${minor}.0` });
      const size = fc.integer({ min: 1, max: (await here.store.log.checkpoint()).size });
      await fc.assert(
        fc.asyncProperty(size, size, async (one, other) => {
          const [from, to] = one < other ? [one, other] : [other, one];
          const [old, later] = [await here.store.log.checkpointAt(from), await here.store.log.checkpointAt(to)];
          const [oldRoot, newRoot] = [await here.store.tree.rootAt(from), await here.store.tree.rootAt(to)];
          if (old) expect(Buffer.compare(openCheckpoint(old.note, verifier).root, oldRoot!)).toBe(0);
          if (later) expect(Buffer.compare(openCheckpoint(later.note, verifier).root, newRoot!)).toBe(0);
          const hashes = await here.store.tree.consistency({ from, to });
          assertConsistency({
            from: { size: from, root: oldRoot! },
            to: { size: to, root: newRoot! },
            hashes: hashes!,
          });
        }),
      );
    });

    test('gives entry bundles that hold the very leaves', async () => {
      const leaves = await here.store.log.leaves({ from: 0, limit: 5 });
      const bundle = await here.store.tree.tile({ level: 'entries', index: 0, width: 5 });

      expect(parseEntryBundle(bundle!).map((bytes) => Buffer.from(bytes))).toEqual(leaves.map(({ bytes }) => bytes));
    });
  });
}
