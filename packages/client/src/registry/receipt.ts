import type { LogReceipt } from '@national-forge/api';
import {
  assertInclusion,
  hashLeaf,
  openCheckpoint,
  parseCheckpoint,
  parseLeaf,
  parseNote,
  type Checkpoint,
  type Leaf,
  type LeafKind,
  type LeafOf,
  type NoteVerifier,
} from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';

/** Says what a leaf has to say: its kind, and any of its members. */
export type ExpectedLeaf = {
  readonly [K in LeafKind]: { readonly kind: K } & Partial<Omit<LeafOf<K>, 'kind'>>;
}[LeafKind];

/** Is a receipt that was checked. */
export interface CheckedReceipt {
  readonly leaf: Leaf;
  readonly index: number;
  readonly checkpoint: Checkpoint;
}

/**
 * Asserts that a receipt proves what was asked for: its leaf says one of the expected things and stands at its index in
 * the tree of the checkpoint. Without `verifier` nobody vouches for the checkpoint: what is proved then is only that the
 * registry committed itself to something that can be shown to others.
 * @throws ClientError `receipt-invalid` with `reason`: `leaf` (not to be parsed), `kind`, `facts`, `inclusion` or
 * `checkpoint` (no checkpoint, of another log, or not signed by its key)
 */
export function assertReceipt(
  receipt: LogReceipt,
  expected: readonly ExpectedLeaf[],
  verifier?: NoteVerifier,
): CheckedReceipt {
  const { index } = receipt;
  const bytes = Buffer.from(receipt.leaf, 'utf8');
  const leaf = step('leaf', index, () => parseLeaf(bytes));
  const ofKind = expected.filter(({ kind }) => kind === leaf.kind);
  if (ofKind.length === 0) throw invalid('kind', index);
  if (!ofKind.some((one) => says(leaf, one))) throw invalid('facts', index);
  const checkpoint = step('checkpoint', index, () =>
    verifier === undefined
      ? parseCheckpoint(parseNote(receipt.checkpoint).text)
      : openCheckpoint(receipt.checkpoint, verifier),
  );
  step('inclusion', index, () => {
    const hashes = receipt.hashes.map((hash) => Buffer.from(hash, 'base64'));
    assertInclusion({ index, size: checkpoint.size, root: checkpoint.root, leafHash: hashLeaf(bytes), hashes });
  });
  return { leaf, index, checkpoint };
}

function says(leaf: Leaf, expected: ExpectedLeaf): boolean {
  const said = leaf as unknown as Readonly<Record<string, unknown>>;
  return Object.entries(expected as Readonly<Record<string, unknown>>).every(
    ([member, value]) => value === undefined || JSON.stringify(said[member]) === JSON.stringify(value),
  );
}

function step<T>(reason: string, index: number, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    throw invalid(reason, index, cause);
  }
}

function invalid(reason: string, index: number, cause?: unknown): ClientError {
  return new ClientError('receipt-invalid', { params: { reason, index }, cause });
}
