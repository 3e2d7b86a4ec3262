import { proveConsistency, proveInclusion, treeRoot } from '@national-forge/transparency';

import type { LogTree } from '../../../ports.ts';
import { settle } from '../settle.ts';
import type { Sql } from '../sql.ts';
import type { WalkTree } from './log-nodes.ts';
import { readTile } from './read-tile.ts';

/** Is what reading the tree stands on. */
export interface LogTreeParts {
  readonly sql: Sql;
  readonly walk: WalkTree;
  /** Gives the number of leaves that a checkpoint holds. */
  readonly size: () => number;
}

/** Makes the reader of the hash tree; what lies beyond the newest checkpoint is not told. */
export function createLogTree(parts: LogTreeParts): LogTree {
  const { sql, walk, size: committed } = parts;
  const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0 && size <= committed();
  return {
    rootAt: (size) => settle(() => (isSize(size) ? walk((read) => treeRoot(size, read)) : undefined)),
    inclusion: ({ index, size }) =>
      settle(() => {
        if (!isSize(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return undefined;
        return walk((read) => proveInclusion({ index, size }, read));
      }),
    consistency: ({ from, to }) =>
      settle(() => {
        if (!isSize(to) || !isSize(from) || from > to) return undefined;
        return walk((read) => proveConsistency({ from, to }, read));
      }),
    tile: (tile) => settle(() => readTile(sql, tile, committed())),
  };
}
