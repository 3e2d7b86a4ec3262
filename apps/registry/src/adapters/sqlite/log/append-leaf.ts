import {
  completedNodes,
  formatLeaf,
  hashLeaf,
  parseLeaf,
  type HashReader,
  type Leaf,
} from '@national-forge/transparency';

import type { Clock } from '../../../ports.ts';
import type { Sql } from '../sql.ts';
import { findLastLeaf, insertLeaf } from './leaves.ts';
import { insertNode, readNodes } from './log-nodes.ts';

/** Is where the log ends, as it is found under the write lock, and the time of what is appended now. */
export interface LogEnd {
  /** Number of leaves; the index of the next one. */
  readonly size: number;
  /** UTC seconds: the clock's, or the time of the last leaf if the clock is behind it, for time never goes back. */
  readonly time: number;
}

/** Reads where the log ends. */
export function readLogEnd(sql: Sql, clock: Clock): LogEnd {
  const last = findLastLeaf(sql);
  const now = Math.floor(clock.now().getTime() / 1000);
  return last === undefined
    ? { size: 0, time: now }
    : { size: last.index + 1, time: Math.max(now, parseLeaf(last.bytes).time) };
}

/**
 * Appends a leaf, with the hash of every subtree that it completes: on average two rows and one read, whatever the size
 * of the log.
 */
export function appendLeaf(sql: Sql, index: number, leaf: Leaf): void {
  const bytes = formatLeaf(leaf);
  insertLeaf(sql, { index, bytes });
  appendNodes(sql, { index, bytes }, readNodes(sql));
}

function appendNodes(sql: Sql, { index, bytes }: { index: number; bytes: Uint8Array }, read: HashReader): void {
  for (const node of completedNodes(index, hashLeaf(bytes), read)) insertNode(sql, node);
}
