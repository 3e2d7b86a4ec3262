import { TransparencyError } from '../error.ts';
import { assertHash, EMPTY_ROOT, hashChildren } from './hash.ts';

/**
 * Reads the root of one complete subtree: the one of 2^level leaves that begins at leaf index·2^level.
 * A complete subtree never changes again, so what a reader gives may be kept for ever. A reader throws when it does not
 * have the hash; it never makes one up.
 */
export type HashReader = (level: number, index: number) => Uint8Array;

/**
 * Computes the root of the tree of the first `size` leaves from its complete subtrees: at most 53 reads.
 *
 * @throws TransparencyError `tree-range` when the size is not a whole number from 0 to 2^53 − 1.
 */
export function treeRoot(size: number, read: HashReader): Uint8Array {
  assertSize(size);
  return size === 0 ? EMPTY_ROOT : rangeRoot(0, size, read);
}

/**
 * Computes MTH(D[start:end]) of RFC 6962 §2.1 for a range that the recursion of the RFC meets: `start` is a multiple of
 * the least power of two that is not below the length. The range is then a row of ever smaller complete subtrees.
 */
export function rangeRoot(start: number, end: number, read: HashReader): Uint8Array {
  const row: Uint8Array[] = [];
  for (let at = start; at < end;) {
    const { level, width } = largestPower(end - at);
    const hash = read(level, at / width);
    assertHash(hash);
    row.push(hash);
    at += width;
  }
  return row.reduceRight((right, left) => hashChildren(left, right));
}

/**
 * Gives the largest power of two that is strictly below `length` (≥ 2): where RFC 6962 §2.1 splits a list.
 */
export function splitPoint(length: number): number {
  return largestPower(length - 1).width;
}

/**
 * Throws `tree-range` unless the number can be the size of a tree: whole, not negative, below 2^53. Above that numbers
 * are no longer exact, and two different sizes would compare equal.
 */
export function assertSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0 || Object.is(size, -0))
    throw new TransparencyError('tree-range', { size });
}

/** Throws `tree-range` unless the index is that of a leaf of a tree of this size. */
export function assertIndex(index: number, size: number): void {
  assertSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size || Object.is(index, -0)) {
    throw new TransparencyError('tree-range', { index, size });
  }
}

/** Halves a number and drops the rest: the parent of a node. Shifts would cut it to 32 bits. */
export function half(value: number): number {
  return Math.floor(value / 2);
}

// Multiplication, not shifts: `<<` and `>>` cut to 32 bits, and a log is not bound to two thousand million leaves.
function largestPower(length: number): { level: number; width: number } {
  let level = 0;
  let width = 1;
  while (width * 2 <= length) {
    width *= 2;
    level += 1;
  }
  return { level, width };
}
