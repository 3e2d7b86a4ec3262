import { hashChildren, hashLeaf } from '../merkle/hash.ts';
import type { HashReader } from '../merkle/range.ts';

/**
 * Makes a log of any size of which only some leaves are known: the hashes of subtrees without one of these are made up. A
 * path costs no more than the tree is high.
 */
export function createSparseLog(leaves: ReadonlyMap<number, Uint8Array>): HashReader {
  const known = [...leaves.keys()].sort((a, b) => a - b);
  const read: HashReader = (level, index) => {
    const width = 2 ** level;
    if (!known.some((leaf) => Math.floor(leaf / width) === index)) {
      return hashLeaf(Buffer.from(`subtree ${level}/${index}`));
    }
    const leaf = leaves.get(index);
    if (level === 0) return hashLeaf(leaf ?? new Uint8Array());
    return hashChildren(read(level - 1, 2 * index), read(level - 1, 2 * index + 1));
  };
  return read;
}
