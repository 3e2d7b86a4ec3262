import { TransparencyError } from '../error.ts';
import { HASH_LENGTH, hashChildren } from '../merkle/hash.ts';
import type { HashReader } from '../merkle/range.ts';
import { formatTilePath, TILE_HEIGHT, TILE_WIDTH, tileOf } from './tile-path.ts';
import type { Tile } from './tile-path.ts';

/**
 * Reads the hashes of the tree of this size from fetched tiles, by their paths (see `formatTilePath`); a full tile serves
 * where the tree has a partial one, for logs may drop partial tiles that have grown full.
 *
 * Tiles are not trusted: what is read from them proves nothing until the proof made of it leads to a signed root.
 *
 * @throws TransparencyError while reading: `tile-missing` with the `path`, `tile-malformed` when a tile is not as long as
 * its path says, `tree-range` when the tree has no such subtree.
 * @example
 * const read = readHashesFrom(tiles, checkpoint.size);
 * const hashes = proveInclusion({ index, size: checkpoint.size }, read);
 */
export function readHashesFrom(tiles: ReadonlyMap<string, Uint8Array>, size: number): HashReader {
  return (level, index) => {
    const { tile, start, count } = placeInTile({ level, index }, size);
    if (tile === undefined || start + count > tile.width) {
      throw new TransparencyError('tree-range', { level, index, size });
    }
    const bytes = bytesOf(tile, tiles);
    const row = Array.from({ length: count }, (_, at) => hashAt(bytes, start + at));
    return rootOfRow(row);
  };
}

/** Says in which tile of the tree a complete subtree stands, and the run of hashes of the tile that it is made of. */
export function placeInTile(
  node: { level: number; index: number },
  size: number,
): { tile: Tile | undefined; start: number; count: number } {
  const level = Math.floor(node.level / TILE_HEIGHT);
  const count = 2 ** (node.level % TILE_HEIGHT);
  // Subtrees of a tile never cross its border: their width divides 256.
  const perTile = TILE_WIDTH / count;
  const tile = tileOf(size, level, Math.floor(node.index / perTile));
  return { tile, start: (node.index % perTile) * count, count };
}

function bytesOf(tile: Tile, tiles: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const path = formatTilePath(tile);
  const exact = tiles.get(path);
  const bytes = exact ?? tiles.get(formatTilePath({ ...tile, width: TILE_WIDTH }));
  if (bytes === undefined) throw new TransparencyError('tile-missing', { path });
  const width = exact === undefined ? TILE_WIDTH : tile.width;
  if (bytes.length !== width * HASH_LENGTH) {
    throw new TransparencyError('tile-malformed', { path, length: bytes.length });
  }
  return bytes;
}

function hashAt(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.slice(at * HASH_LENGTH, (at + 1) * HASH_LENGTH);
}

// The levels between two levels of tiles are not stored; they are hashed again (at most 127 hashes).
function rootOfRow(row: readonly Uint8Array[]): Uint8Array {
  const [left, right] = row;
  if (left === undefined || right === undefined) return left ?? new Uint8Array(0);
  const half = row.length / 2;
  return hashChildren(rootOfRow(row.slice(0, half)), rootOfRow(row.slice(half)));
}
