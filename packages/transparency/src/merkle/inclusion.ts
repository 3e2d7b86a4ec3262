import { TransparencyError } from '../error.ts';
import { HASH_LENGTH, hashChildren, isSameHash } from './hash.ts';
import { assertIndex, half, rangeRoot, splitPoint } from './range.ts';
import type { HashReader } from './range.ts';

/** Says which leaf is in which tree, and the hashes that prove it, from the sibling of the leaf to the child of the root. */
export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly hashes: readonly Uint8Array[];
}

/**
 * Makes the inclusion proof PATH(index, D[size]) of RFC 6962 §2.1.1, in O(log n) reads.
 *
 * @throws TransparencyError `tree-range` unless 0 ≤ index < size < 2^53.
 */
export function proveInclusion(place: { index: number; size: number }, read: HashReader): readonly Uint8Array[] {
  const { index, size } = place;
  assertIndex(index, size);
  const hashes: Uint8Array[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      hashes.push(rangeRoot(middle, end, read));
      end = middle;
    } else {
      hashes.push(rangeRoot(start, middle, read));
      start = middle;
    }
  }
  return hashes.reverse();
}

/** Counts the hashes of the path of a leaf; its index must be below the size. */
export function pathLength({ index, size }: { readonly index: number; readonly size: number }): number {
  let [node, last, length] = [index, size - 1, 0];
  while (last > 0) {
    if (node % 2 === 1 || node < last) length += 1;
    [node, last] = [half(node), half(last)];
  }
  return length;
}

/**
 * Computes the root that a proof leads to (RFC 9162 §2.1.3.2). It proves nothing until the root is compared with one
 * that a trusted key signed.
 *
 * @throws TransparencyError `tree-range` unless 0 ≤ index < size < 2^53; `inclusion-invalid` when the proof is not
 * exactly as long as the place demands, or holds something that is not 32 bytes: a longer proof would let the prover
 * pass a node off as a leaf.
 */
export function rootFromInclusion(claim: InclusionClaim): Uint8Array {
  const { index, size, leafHash, hashes } = claim;
  assertIndex(index, size);
  assertLengths(claim);
  let node = index;
  let last = size - 1;
  let root = leafHash;
  for (const hash of hashes) {
    if (last === 0) throw invalid(claim, 'too-long');
    if (node % 2 === 1 || node === last) {
      root = hashChildren(hash, root);
      // A node without right neighbour rises unchanged until it has a left one.
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, half(last)];
    } else {
      root = hashChildren(root, hash);
    }
    [node, last] = [half(node), half(last)];
  }
  if (last !== 0) throw invalid(claim, 'too-short');
  return root;
}

/**
 * Proves that the leaf is in the tree with this root, at this index (RFC 9162 §2.1.3.2).
 *
 * @throws TransparencyError `inclusion-invalid`, and `tree-range` as {@link rootFromInclusion}.
 * @example
 * assertInclusion({ index, size, root, leafHash: hashLeaf(leaf), hashes });
 */
export function assertInclusion(claim: InclusionClaim & { readonly root: Uint8Array }): void {
  if (!isSameHash(rootFromInclusion(claim), claim.root)) throw invalid(claim, 'root');
}

function assertLengths(claim: InclusionClaim): void {
  for (const hash of [claim.leafHash, ...claim.hashes]) {
    if (hash.length !== HASH_LENGTH) throw invalid(claim, 'hash-length');
  }
}

function invalid({ index, size }: InclusionClaim, reason: string): TransparencyError {
  return new TransparencyError('inclusion-invalid', { index, size, reason });
}
