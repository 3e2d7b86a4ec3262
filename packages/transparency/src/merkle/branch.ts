import { TransparencyError } from '../error.ts';
import { pathLength, rootFromInclusion, type InclusionClaim } from './inclusion.ts';
import { assertIndex, splitPoint } from './range.ts';

/** Is a tree with two of its leaves: `index`, whose path is known, and `other`. */
export interface LeafPair {
  readonly size: number;
  readonly index: number;
  readonly other: number;
}

/**
 * Cuts the inclusion path of `other` where it meets that of `index`: what is left leads to a hash that the path of
 * `index` holds anyway.
 * @throws TransparencyError `tree-range`; `inclusion-invalid` when it is one leaf
 */
export function cutPath(pair: LeafPair, hashes: readonly Uint8Array[]): readonly Uint8Array[] {
  return hashes.slice(0, branchOf(pair).below);
}

/**
 * Counts the hashes of a path that {@link cutPath} has cut.
 * @throws TransparencyError as {@link cutPath}
 */
export function cutLength(pair: LeafPair): number {
  return branchOf(pair).below;
}

/**
 * Makes a path whole again that {@link cutPath} has cut. Above the cut stands the root of the subtree that holds `index`,
 * computed from its leaf, and then the end of its own path. Nothing is verified by that.
 * @param claim the leaf at `index` and its whole path
 * @throws TransparencyError `tree-range`; `inclusion-invalid` when the whole path has not the length that its place
 * demands, or it is one leaf
 */
export function completePath(claim: InclusionClaim, other: number, cut: readonly Uint8Array[]): readonly Uint8Array[] {
  const { size, index, leafHash, hashes } = claim;
  const { own, above } = branchOf({ size, index, other });
  const below = hashes.length - above - 1;
  if (hashes.length !== pathLength({ index, size })) throw invalid(index, size, 'length');
  const place = { index: index - own.start, size: own.end - own.start };
  const sibling = rootFromInclusion({ ...place, leafHash, hashes: hashes.slice(0, below) });
  return [...cut, sibling, ...hashes.slice(below + 1)];
}

interface Range {
  readonly start: number;
  readonly end: number;
}

interface Branch {
  /** The leaves on the side of `index`, below the node where the two paths meet. */
  readonly own: Range;
  /** How many hashes the path of `other` has below that node. */
  readonly below: number;
  /** How many hashes both paths have above it. */
  readonly above: number;
}

/** Goes down from the root as RFC 6962 §2.1 splits a list, until the two leaves part. */
function branchOf({ size, index, other }: LeafPair): Branch {
  assertIndex(index, size);
  assertIndex(other, size);
  if (index === other) throw invalid(other, size, 'same-leaf');
  let [start, end, above] = [0, size, 0];
  for (;;) {
    const middle = start + splitPoint(end - start);
    if (index < middle !== other < middle) {
      const [left, right] = [
        { start, end: middle },
        { start: middle, end },
      ];
      const [own, others] = index < middle ? [left, right] : [right, left];
      const below = pathLength({ index: other - others.start, size: others.end - others.start });
      return { own, below, above };
    }
    if (index < middle) end = middle;
    else start = middle;
    above += 1;
  }
}

const invalid = (index: number, size: number, reason: string): TransparencyError =>
  new TransparencyError('inclusion-invalid', { index, size, reason });
