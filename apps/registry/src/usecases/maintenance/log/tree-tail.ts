import { completedNodes, hashLeaf, treeRoot, type HashReader } from '@national-forge/transparency';

/** Computes the root of a tree that grows at its end, holding no more than the roots of its complete subtrees. */
export interface TreeTail {
  append(leaf: Uint8Array): void;
  root(): Uint8Array;
}

/**
 * Begins at a tree of which some leaves are known by the roots of their subtrees only.
 * @param read gives the root of a complete subtree of the first `from` leaves
 */
export function createTreeTail(from: number, read: HashReader): TreeTail {
  const held = new Map<string, Uint8Array>();
  const keyOf = (level: number, index: number): string => `${level} ${index}`;
  const find: HashReader = (level, index) => held.get(keyOf(level, index)) ?? read(level, index);
  let size = from;
  return {
    append(leaf) {
      for (const { level, index, hash } of completedNodes(size, hashLeaf(leaf), find)) {
        held.set(keyOf(level, index), hash);
        // What a complete subtree is made of is not asked for again.
        if (level === 0) continue;
        held.delete(keyOf(level - 1, 2 * index));
        held.delete(keyOf(level - 1, 2 * index + 1));
      }
      size += 1;
    },
    root: () => treeRoot(size, find),
  };
}
