import { describe, expect, it } from 'vitest';

import { assertConsistency, proveConsistency } from '../merkle/consistency.ts';
import { hashLeaf } from '../merkle/hash.ts';
import { assertInclusion, proveInclusion } from '../merkle/inclusion.ts';
import { treeRoot } from '../merkle/range.ts';
import { leafOf, memoryLogOf } from '../testing/memory-log.ts';
import { createVirtualLog } from '../testing/virtual-log.ts';
import { buildHashTile } from './hash-tile.ts';
import { readHashesFrom } from './read-tiles.ts';
import { formatTilePath, parseTilePath } from './tile-path.ts';
import type { Tile } from './tile-path.ts';
import { tilesForConsistency, tilesForInclusion, tilesForRoot } from './tiles-for.ts';

const largest = process.env['NFORGE_TEST_SCALE'] === 'full' ? 200_000 : 66_000;
const log = memoryLogOf(largest);
const sizes = [1, 2, 3, 255, 256, 257, 511, 512, 513, 1000, 65_535, 65_536, 65_537, 65_792, largest];

const fetchTiles = (tiles: readonly Tile[]) =>
  new Map(tiles.map((tile) => [formatTilePath(tile), buildHashTile(tile, log.read)]));
const placesIn = (size: number) =>
  [...new Set([0, 1, 127, 128, 255, 256, 300, Math.floor(size / 2), size - 2, size - 1])].filter(
    (index) => index >= 0 && index < size,
  );

describe.each(sizes)('From the tiles of a tree of %i leaves', (size) => {
  const root = treeRoot(size, log.read);

  it('its root is computed', () => {
    const read = readHashesFrom(fetchTiles(tilesForRoot(size)), size);

    expect(treeRoot(size, read)).toEqual(root);
  });

  it('every inclusion proof is made, from the named tiles alone', () => {
    for (const index of placesIn(size)) {
      const read = readHashesFrom(fetchTiles(tilesForInclusion({ index, size })), size);
      const hashes = proveInclusion({ index, size }, read);

      expect(hashes).toEqual(proveInclusion({ index, size }, log.read));
      assertInclusion({ index, size, root, leafHash: hashLeaf(leafOf(index)), hashes });
    }
  });

  it('every consistency proof is made, from the named tiles alone', () => {
    for (const from of placesIn(size).map((index) => index + 1)) {
      const read = readHashesFrom(fetchTiles(tilesForConsistency({ from, to: size })), size);
      const hashes = proveConsistency({ from, to: size }, read);

      assertConsistency({ from: { size: from, root: treeRoot(from, log.read) }, to: { size, root }, hashes });
    }
  });
});

describe('The tiles of a proof', () => {
  it.each([1_000_000, 2 ** 32 + 5, Number.MAX_SAFE_INTEGER])('are few in a tree of %i leaves', (size) => {
    const most = 2 * Math.ceil(Math.log2(size) / 8) + 1;
    for (const index of [0, Math.floor(size / 3), size - 1]) {
      expect(tilesForInclusion({ index, size }).length).toBeLessThanOrEqual(most);
      expect(tilesForConsistency({ from: index + 1, to: size }).length).toBeLessThanOrEqual(most);
    }
    expect(tilesForRoot(size).length).toBeLessThanOrEqual(Math.ceil(Math.log2(size) / 8));
  });

  it('are each built with as many reads as they are wide', () => {
    const { read, count } = createVirtualLog(0);

    buildHashTile({ level: 2, index: 14, width: 200 }, read);

    expect(count()).toBe(200);
    expect(() => buildHashTile(parseTilePath('entries/000'), read)).toThrow('tile-malformed');
  });
});

describe('Reading hashes from tiles', () => {
  const size = 1000;
  const place = { index: 999, size };
  const tiles = fetchTiles(tilesForInclusion(place));

  it('names the tile that is missing', () => {
    for (const path of tiles.keys()) {
      const some = new Map([...tiles].filter(([other]) => other !== path));

      expect(() => proveInclusion(place, readHashesFrom(some, size))).toThrow(
        expect.objectContaining({ code: 'tile-missing', params: { path } }),
      );
    }
  });

  it('takes the full tile where the tree has a partial one', () => {
    const partial = '0/003.p/232';
    const full = new Map(tiles);
    full.delete(partial);
    full.set('0/003', buildHashTile({ level: 0, index: 3, width: 256 }, log.read));

    expect(tiles.has(partial)).toBe(true);
    expect(proveInclusion(place, readHashesFrom(full, size))).toEqual(proveInclusion(place, log.read));
  });

  it('refuses a tile that is longer or shorter than its path says', () => {
    for (const [path, bytes] of tiles) {
      for (const wrong of [bytes.slice(32), bytes.slice(1), new Uint8Array(bytes.length + 32), new Uint8Array(0)]) {
        const read = readHashesFrom(new Map(tiles).set(path, wrong), size);

        expect(() => proveInclusion(place, read)).toThrow('tile-malformed');
      }
    }
  });

  it('refuses subtrees that are not complete in the tree', () => {
    const all = readHashesFrom(fetchTiles(tilesForRoot(size)), size);

    for (const [level, index] of [
      [0, 1000],
      [1, 500],
      [8, 3],
      [9, 1],
      [10, 0],
      [60, 0],
    ] as const) {
      expect(() => all(level, index), `${level}/${index}`).toThrow('tree-range');
    }
  });

  it('gives false hashes from false tiles, which no signed root accepts', () => {
    const root = treeRoot(size, log.read);
    for (const [path, bytes] of tiles) {
      for (let at = 0; at < bytes.length; at += 32) {
        const read = readHashesFrom(new Map(tiles).set(path, bytes.with(at, bytes[at]! ^ 1)), size);
        const hashes = proveInclusion(place, read);
        // A hash of the tile that the proof does not use may be false; the proof is then the true one.
        if (Buffer.concat(hashes).equals(Buffer.concat(proveInclusion(place, log.read)))) continue;
        expect(() => assertInclusion({ ...place, root, leafHash: hashLeaf(leafOf(999)), hashes })).toThrow(
          'inclusion-invalid',
        );
      }
    }
  });
});
