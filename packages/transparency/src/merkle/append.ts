import { assertHash, hashChildren } from './hash.ts';
import { assertIndex } from './range.ts';
import type { HashReader } from './range.ts';

/** Places the hash of a complete subtree: 2^level leaves that begin at leaf index·2^level. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

/**
 * Lists the subtrees that the leaf at `index` completes, its own hash first, then upwards.
 *
 * Storing them all makes every later root and proof a matter of O(log n) reads, and no stored hash is ever changed.
 * Only the left neighbours of what is completed are read: one read for each node after the first, on average one.
 *
 * @throws TransparencyError `tree-range` for an index that is no safe integer, `hash-malformed` for a cut hash.
 * @example
 * for (const node of completedNodes(size, hashLeaf(leaf), read)) store(node);
 */
export function completedNodes(index: number, leafHash: Uint8Array, read: HashReader): readonly TreeNode[] {
  assertIndex(index, Number.MAX_SAFE_INTEGER);
  assertHash(leafHash);
  const nodes: TreeNode[] = [{ level: 0, index, hash: leafHash }];
  let level = 0;
  let hash = leafHash;
  for (let at = index; at % 2 === 1; at = (at - 1) / 2) {
    hash = hashChildren(read(level, at - 1), hash);
    level += 1;
    nodes.push({ level, index: (at - 1) / 2, hash });
  }
  return nodes;
}
