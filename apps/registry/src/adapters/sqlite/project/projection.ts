import type { Leaf } from '@national-forge/transparency';

import type { Rendered } from '../../../views/rendered.ts';
import { putDocument, removeDocument } from '../documents.ts';
import type { Sql } from '../sql.ts';

/** Is a leaf with its place and the detail it names, as it reads; `null`: it names none, or it was erased by law. */
export interface LogFact<L extends Leaf = Leaf> {
  readonly leaf: L;
  readonly index: number;
  readonly detail: unknown;
}

/** Is what projecting works with: the connection inside its transaction, and what has to be rendered again. */
export interface Projection {
  readonly sql: Sql;
  /** Keys of the documents this transaction writes; memory forgets them when it commits. */
  readonly touched: Set<string>;
  /** Algorithms whose head, listing and search entry changed, with the sequence numbers of the changed releases. */
  readonly changed: Map<string, Set<number>>;
}

/** Begins to project into a connection. */
export function createProjection(sql: Sql, touched: Set<string> = new Set()): Projection {
  return { sql, touched, changed: new Map() };
}

/** Gives the instant of a leaf. */
export function instantOfLeaf({ leaf }: LogFact): Date {
  return new Date(leaf.time * 1000);
}

/** Notes that an algorithm must be rendered again, and the segment of one of its releases. */
export function noteChange({ changed }: Projection, name: string, sequence?: number): void {
  const sequences = changed.get(name) ?? new Set();
  if (sequence !== undefined) sequences.add(sequence);
  changed.set(name, sequences);
}

/** Stores a document within a projection. */
export function storeDocument({ sql, touched }: Projection, document: Rendered): void {
  putDocument(sql, document);
  touched.add(document.key);
}

/** Removes a document within a projection. */
export function dropDocument({ sql, touched }: Projection, key: string): void {
  removeDocument(sql, key);
  touched.add(key);
}
