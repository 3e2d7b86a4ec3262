import type { Leaf } from '@national-forge/transparency';

import type { Sql } from '../sql.ts';
import type { LogEnd } from '../log/append-leaf.ts';
import type { StateReader } from '../log/remember-states.ts';

/** Is the canonical JSON that a leaf names, as bytes and as they read. */
export interface DecidedDetail {
  readonly bytes: Uint8Array;
  readonly value: unknown;
}

/** Is a leaf about to be appended, with the blobs that it names. */
export interface DecidedLeaf {
  readonly leaf: Leaf;
  readonly detail?: DecidedDetail;
  /** Canonical bytes of the signed envelope. */
  readonly envelope?: Uint8Array;
}

/** Is what a plan comes to: its new leaves in their order, and for each thing it asks for where that stands. */
export interface Decision {
  readonly leaves: readonly DecidedLeaf[];
  /** The index of the leaf that proves each thing asked for, old or new; `null`: nothing changed. */
  readonly proofs: readonly (number | null)[];
}

/** Is what deciding works with: reads within the transaction, the end of the log. Nothing is written. */
export interface DecideContext {
  readonly sql: Sql;
  readonly end: LogEnd;
  /** Name of the log; changes of agencies are signed for it. */
  readonly origin: string;
  readonly readState: StateReader;
  /** Tells whether the complete bytes of a blob lie in their place. */
  readonly hasBlobFile: (blob: { readonly digest: string; readonly size: number }) => boolean;
}

/** Decides that new leaves prove what was asked for, one each. */
export function appendAll({ end }: DecideContext, leaves: readonly DecidedLeaf[]): Decision {
  return { leaves, proofs: leaves.map((_, order) => end.size + order) };
}
