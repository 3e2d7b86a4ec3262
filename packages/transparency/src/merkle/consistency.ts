import { TransparencyError } from '../error.ts';
import { EMPTY_ROOT, HASH_LENGTH, hashChildren, isSameHash } from './hash.ts';
import { assertSize, half, rangeRoot, splitPoint } from './range.ts';
import type { HashReader } from './range.ts';

/** Names a tree by what a checkpoint says of it. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Says that the tree `from` is a prefix of the tree `to`, and the hashes that prove it. */
export interface ConsistencyClaim {
  readonly from: TreeHead;
  readonly to: TreeHead;
  readonly hashes: readonly Uint8Array[];
}

/**
 * Makes the consistency proof PROOF(from, D[to]) of RFC 6962 §2.1.2, in O(log n) reads.
 * It is empty when the trees are of the same size, and when the first one is empty (every tree goes on from there).
 *
 * @throws TransparencyError `tree-range` unless 0 ≤ from ≤ to < 2^53.
 */
export function proveConsistency(sizes: { from: number; to: number }, read: HashReader): readonly Uint8Array[] {
  const { from, to } = sizes;
  assertOrder(from, to);
  if (from === 0) return [];
  const hashes: Uint8Array[] = [];
  let start = 0;
  let end = to;
  while (end !== from) {
    const middle = start + splitPoint(end - start);
    if (from <= middle) {
      hashes.push(rangeRoot(middle, end, read));
      end = middle;
    } else {
      hashes.push(rangeRoot(start, middle, read));
      start = middle;
    }
  }
  // The verifier knows the root of the old tree; it does not know that of a part of it (`b` of the RFC).
  if (start > 0) hashes.push(rangeRoot(start, end, read));
  return hashes.reverse();
}

/**
 * Proves that the larger tree holds the smaller one unchanged as its beginning (RFC 9162 §2.1.4.2): a log that passes
 * has rewritten, dropped or reordered nothing.
 *
 * @throws TransparencyError `consistency-invalid`; `tree-range` unless from.size ≤ to.size < 2^53 (a smaller new tree is
 * a rollback, for the caller to name).
 */
export function assertConsistency(claim: ConsistencyClaim): void {
  const { from, to, hashes } = claim;
  assertOrder(from.size, to.size);
  assertLengths(claim);
  if (from.size === 0 || from.size === to.size) {
    assertTrivial(claim);
    return;
  }
  if (hashes.length === 0) throw invalid(claim, 'too-short');
  const [oldRoot, newRoot] = rootsFromConsistency(claim);
  if (!isSameHash(oldRoot, from.root)) throw invalid(claim, 'old-root');
  if (!isSameHash(newRoot, to.root)) throw invalid(claim, 'new-root');
}

function assertTrivial(claim: ConsistencyClaim): void {
  const { from, to, hashes } = claim;
  if (hashes.length > 0) throw invalid(claim, 'too-long');
  if (from.size === 0 && !isSameHash(from.root, EMPTY_ROOT)) throw invalid(claim, 'old-root');
  if (from.size === to.size && !isSameHash(from.root, to.root)) throw invalid(claim, 'new-root');
}

// Both roots are rebuilt from the same hashes: the new one uses all of them, the old one those left of its border.
function rootsFromConsistency(claim: ConsistencyClaim): [Uint8Array, Uint8Array] {
  const { from, to, hashes } = claim;
  let node = from.size - 1;
  let last = to.size - 1;
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  // A complete old tree is a node of the new one: its root is known and left out of the proof.
  const path = node === 0 ? [from.root, ...hashes] : hashes;
  const [first = EMPTY_ROOT, ...rest] = path;
  let oldRoot = first;
  let newRoot = first;
  for (const hash of rest) {
    if (last === 0) throw invalid(claim, 'too-long');
    if (node % 2 === 1 || node === last) {
      oldRoot = hashChildren(hash, oldRoot);
      newRoot = hashChildren(hash, newRoot);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, half(last)];
    } else {
      newRoot = hashChildren(newRoot, hash);
    }
    [node, last] = [half(node), half(last)];
  }
  if (last !== 0) throw invalid(claim, 'too-short');
  return [oldRoot, newRoot];
}

function assertOrder(from: number, to: number): void {
  assertSize(from);
  assertSize(to);
  if (from > to) throw new TransparencyError('tree-range', { from, to });
}

function assertLengths(claim: ConsistencyClaim): void {
  for (const hash of [claim.from.root, claim.to.root, ...claim.hashes]) {
    if (hash.length !== HASH_LENGTH) throw invalid(claim, 'hash-length');
  }
}

function invalid({ from, to }: ConsistencyClaim, reason: string): TransparencyError {
  return new TransparencyError('consistency-invalid', { from: from.size, to: to.size, reason });
}
