import { completedNodes, hashLeaf, treeRoot, type HashReader } from '@national-forge/transparency';

/**
 * Keeps the right edge of a log: the roots of the complete subtrees of which a tree of `size` leaves is made (RFC 6962
 * §2.1), at most 53 hashes whatever the size. It grows leaf by leaf and gives the root at every size.
 */
export interface Frontier {
  readonly size: () => number;
  readonly root: () => Uint8Array;
  readonly append: (leaf: Uint8Array) => void;
  /** The roots that make the tree, as {@link openFrontier} takes them. */
  readonly edge: () => readonly Uint8Array[];
}

/**
 * Makes the frontier of a tree.
 * @param edge the roots of its complete subtrees, the smallest (the rightmost) first: what the inclusion proof of leaf
 * `size` in the tree of `size + 1` leaves is made of. They are worth nothing until a root made with them is one that was
 * signed.
 */
export function openFrontier(size: number, edge: readonly Uint8Array[] = []): Frontier {
  const nodes = new Map<string, Uint8Array>();
  let reached = size;
  const levels = levelsOf(size);
  for (const [at, level] of levels.entries()) {
    const hash = edge[at];
    if (hash === undefined || edge.length !== levels.length) throw new RangeError('frontier of another size');
    nodes.set(key(level, lastOf(size, level)), hash);
  }
  const read: HashReader = (level, index) => {
    const hash = nodes.get(key(level, index));
    if (hash === undefined) throw new RangeError(`no subtree ${level}/${index} on the edge of ${reached} leaves`);
    return hash;
  };
  const append = (leaf: Uint8Array): void => {
    for (const { level, index, hash } of completedNodes(reached, hashLeaf(leaf), read))
      nodes.set(key(level, index), hash);
    reached += 1;
    const edges = new Set(levelsOf(reached).map((level) => key(level, lastOf(reached, level))));
    for (const one of nodes.keys()) if (!edges.has(one)) nodes.delete(one);
  };
  const edgeNow = () => levelsOf(reached).map((level) => read(level, lastOf(reached, level)));
  return { size: () => reached, root: () => treeRoot(reached, read), append, edge: edgeNow };
}

const key = (level: number, index: number): string => `${level}/${index}`;

/** Lists the levels of the complete subtrees, smallest first: the bits of the size. Sizes go beyond 32 bits. */
function levelsOf(size: number): readonly number[] {
  const bits = size.toString(2);
  const isSet = (level: number): boolean => bits.charAt(bits.length - 1 - level) === '1';
  return Array.from({ length: bits.length }, (_, level) => level).filter(isSet);
}

const lastOf = (size: number, level: number): number => Math.floor(size / 2 ** level) - 1;
