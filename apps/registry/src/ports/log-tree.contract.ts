import {
  assertInclusion,
  formatTilePath,
  hashLeaf,
  proveInclusion,
  readHashesFrom,
  tilesForInclusion,
  tilesForRoot,
  treeRoot,
  type Tile,
} from '@national-forge/transparency';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Store } from '../adapters/open-store.ts';
import type { Bed } from '../adapters/testing/bed.ts';
import { fillLog } from '../adapters/testing/fill.ts';

const SIZE = 66_000;

const hexOf = (hashes: readonly Uint8Array[]) => hashes.map((hash) => Buffer.from(hash).toString('hex'));

/** Proves that an adapter reads the hash tree as it was appended, within the newest checkpoint. */
export function describeLogTree(makeBed: () => Bed): void {
  describe('the tree', () => {
    let bed: Bed;
    let store: Store;

    beforeAll(async () => {
      bed = makeBed();
      store = await bed.open();
      fillLog(bed.dataDir, SIZE);
    });
    afterAll(() => bed.clear());

    const index = fc.integer({ min: 0, max: SIZE - 1 });

    test('proves any leaf in any tree that holds it', async () => {
      await fc.assert(
        fc.asyncProperty(index, index, async (one, other) => {
          const place = { index: Math.min(one, other), size: Math.max(one, other) + 1 };
          const [leaf] = await store.log.leaves({ from: place.index, limit: 1 });
          const root = await store.tree.rootAt(place.size);
          const hashes = await store.tree.inclusion(place);

          assertInclusion({ ...place, root: root!, leafHash: hashLeaf(leaf!.bytes), hashes: hashes! });
        }),
      );
    });

    test('is had from its tiles alone, full and partial', async () => {
      await fc.assert(
        fc.asyncProperty(index, index, async (one, other) => {
          const place = { index: Math.min(one, other), size: Math.max(one, other) + 1 };
          const tiles = new Map<string, Uint8Array>();
          for (const tile of [...tilesForInclusion(place), ...tilesForRoot(place.size)])
            tiles.set(formatTilePath(tile), (await store.tree.tile(tile))!);
          const read = readHashesFrom(tiles, place.size);

          expect(hexOf(proveInclusion(place, read))).toEqual(hexOf((await store.tree.inclusion(place))!));
          expect(hexOf([treeRoot(place.size, read)])).toEqual(hexOf([(await store.tree.rootAt(place.size))!]));
        }),
        { numRuns: 30 },
      );
    });

    test.each<Tile>([
      { level: 0, index: 257, width: 209 },
      { level: 0, index: 258, width: 1 },
      { level: 1, index: 1, width: 2 },
      { level: 2, index: 0, width: 2 },
      { level: 3, index: 0, width: 1 },
      { level: 'entries', index: 257, width: 209 },
      { level: 'entries', index: 9_007_199_254_740, width: 256 },
      { level: 6, index: 0, width: 256 },
    ])('has no tile beyond the newest checkpoint: %j', async (tile) => {
      expect(await store.tree.tile(tile)).toBeUndefined();
    });

    test.each<Tile>([
      { level: 0, index: 257, width: 208 },
      { level: 0, index: 256, width: 256 },
      { level: 1, index: 1, width: 1 },
      { level: 2, index: 0, width: 1 },
    ])('has the tile %j', async (tile) => {
      expect(await store.tree.tile(tile)).toHaveLength(tile.width * 32);
    });

    test('tells nothing beyond the newest checkpoint, and nothing for nonsense', async () => {
      const sizes = [SIZE + 1, -1, 1.5, NaN, Number.MAX_SAFE_INTEGER, 2 ** 60];
      for (const size of sizes) {
        expect(await store.tree.rootAt(size)).toBeUndefined();
        expect(await store.tree.inclusion({ index: 0, size })).toBeUndefined();
        expect(await store.tree.inclusion({ index: size, size: SIZE })).toBeUndefined();
        expect(await store.tree.consistency({ from: 1, to: size })).toBeUndefined();
        expect(await store.tree.consistency({ from: size, to: SIZE })).toBeUndefined();
      }
      expect(await store.tree.inclusion({ index: 5, size: 5 })).toBeUndefined();
      expect(await store.tree.consistency({ from: 6, to: 5 })).toBeUndefined();
    });
  });
}
