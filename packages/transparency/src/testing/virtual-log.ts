import { hashChildren, hashLeaf } from '../merkle/hash.ts';
import type { HashReader } from '../merkle/range.ts';

/**
 * Makes a log of any size whose leaves are all the same but one: the hash of a subtree then depends on its height and on
 * whether the odd leaf is in it, so a log of 2^53 − 1 leaves costs no more than its height. Reads are counted.
 */
export function createVirtualLog(odd: number): { readonly read: HashReader; readonly count: () => number } {
  let count = 0;
  const plain = [VIRTUAL_LEAF];
  const marked = [ODD_LEAF];
  for (let level = 0; level < 53; level += 1) {
    const below = plain[level] ?? VIRTUAL_LEAF;
    const mark = marked[level] ?? ODD_LEAF;
    const isRight = Math.floor(odd / 2 ** level) % 2 === 1;
    plain.push(hashChildren(below, below));
    marked.push(isRight ? hashChildren(below, mark) : hashChildren(mark, below));
  }
  const read: HashReader = (level, index) => {
    count += 1;
    const row = Math.floor(odd / 2 ** level) === index ? marked : plain;
    const hash = row[level];
    if (hash === undefined) throw new Error(`no level ${level}`);
    return hash;
  };
  return { read, count: () => count };
}

/** Is the hash of every leaf of a virtual log but the odd one. */
export const VIRTUAL_LEAF: Uint8Array = hashLeaf(Buffer.from('every leaf'));

/** Is the hash of the odd leaf. */
export const ODD_LEAF: Uint8Array = hashLeaf(Buffer.from('the odd leaf'));
