import { formatEntryBundle, TILE_WIDTH, type Tile } from '@national-forge/transparency';

import type { Sql } from '../sql.ts';
import { listLeaves } from './leaves.ts';
import { readRow } from './log-nodes.ts';

/** Levels of the tree in a tile. */
const TILE_HEIGHT = 8;

/**
 * Reads the bytes of a tile of hashes or of an entry bundle in one statement; `undefined` for one that the tree of `size`
 * leaves does not have. A tile of level L holds hashes of complete subtrees of 256^L leaves (C2SP tlog-tiles, "Merkle
 * tree").
 */
export function readTile(sql: Sql, { level, index, width }: Tile, size: number): Buffer | undefined {
  const from = index * TILE_WIDTH;
  const leavesEach = level === 'entries' ? 1 : TILE_WIDTH ** level;
  if ((from + width) * leavesEach > size) return undefined;
  if (level !== 'entries') return readRow(sql, { level: level * TILE_HEIGHT, from, count: width });
  const leaves = listLeaves(sql, from, width);
  if (leaves.length !== width || leaves.at(-1)?.index !== from + width - 1)
    throw new Error(`leaves from ${from} on are gone from the log`);
  const bundle = formatEntryBundle(leaves.map(({ bytes }) => bytes));
  return Buffer.from(bundle.buffer, bundle.byteOffset, bundle.byteLength);
}
