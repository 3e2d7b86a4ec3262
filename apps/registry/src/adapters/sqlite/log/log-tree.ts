import {
  formatEntryBundle,
  proveConsistency,
  proveInclusion,
  TILE_WIDTH,
  treeRoot,
  type HashReader,
  type Tile,
} from '@national-forge/transparency';

import type { LogTree } from '../../../ports.ts';
import { settle } from '../settle.ts';
import type { Sql } from '../sql.ts';
import { listLeaves } from './leaves.ts';
import { listNodes } from './log-nodes.ts';

/** Is what reading the tree stands on. */
export interface LogTreeParts {
  readonly sql: Sql;
  readonly read: HashReader;
  /** Gives the number of leaves that a checkpoint holds. */
  readonly size: () => number;
}

/** Makes the reader of the hash tree; what lies beyond the newest checkpoint is not told. */
export function createLogTree(parts: LogTreeParts): LogTree {
  const { read, size: committed } = parts;
  const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0 && size <= committed();
  return {
    rootAt: (size) => settle(() => (isSize(size) ? treeRoot(size, read) : undefined)),
    inclusion: ({ index, size }) =>
      settle(() => {
        if (!isSize(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return undefined;
        return proveInclusion({ index, size }, read);
      }),
    consistency: ({ from, to }) =>
      settle(() => (isSize(to) && isSize(from) && from <= to ? proveConsistency({ from, to }, read) : undefined)),
    tile: (tile) => settle(() => readTile(parts, tile)),
  };
}

/** Levels of the tree in a tile. */
const TILE_HEIGHT = 8;

/** A tile of level L holds hashes of complete subtrees of 256^L leaves (C2SP tlog-tiles, "Merkle tree"). */
function readTile({ sql, size }: LogTreeParts, { level, index, width }: Tile): Uint8Array | undefined {
  const from = index * TILE_WIDTH;
  const leavesEach = level === 'entries' ? 1 : TILE_WIDTH ** level;
  if ((from + width) * leavesEach > size()) return undefined;
  if (level === 'entries') return formatEntryBundle(listLeaves(sql, from, width).map(({ bytes }) => bytes));
  const hashes = listNodes(sql, { level: level * TILE_HEIGHT, from, count: width });
  if (hashes.length !== width) throw new Error(`hashes of the tile ${level}/${index} of the log are gone`);
  return Buffer.concat(hashes);
}
