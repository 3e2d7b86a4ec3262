import { TransparencyError } from '../error.ts';
import { proveConsistency } from '../merkle/consistency.ts';
import { HASH_LENGTH } from '../merkle/hash.ts';
import { proveInclusion } from '../merkle/inclusion.ts';
import { treeRoot } from '../merkle/range.ts';
import type { HashReader } from '../merkle/range.ts';
import { placeInTile } from './read-tiles.ts';
import { formatTilePath } from './tile-path.ts';
import type { Tile } from './tile-path.ts';

/** Lists the tiles that an inclusion proof is made from, each once. */
export function tilesForInclusion(place: { index: number; size: number }): readonly Tile[] {
  return tilesReadBy(place.size, (read) => proveInclusion(place, read));
}

/** Lists the tiles, as they are in the larger tree, that a consistency proof is made from, each once. */
export function tilesForConsistency(sizes: { from: number; to: number }): readonly Tile[] {
  return tilesReadBy(sizes.to, (read) => proveConsistency(sizes, read));
}

/** Lists the tiles that the root of the tree of this size is computed from, each once. */
export function tilesForRoot(size: number): readonly Tile[] {
  return tilesReadBy(size, (read) => treeRoot(size, read));
}

// The proof itself says what it reads: a second description of the same walk could differ from it.
function tilesReadBy(size: number, walk: (read: HashReader) => unknown): readonly Tile[] {
  const tiles = new Map<string, Tile>();
  const blank = new Uint8Array(HASH_LENGTH);
  walk((level, index) => {
    const { tile } = placeInTile({ level, index }, size);
    if (tile === undefined) throw new TransparencyError('tree-range', { level, index, size });
    tiles.set(formatTilePath(tile), tile);
    return blank;
  });
  return [...tiles.values()];
}
