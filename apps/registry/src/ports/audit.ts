/** Names what is wrong with a place of the stored data. */
export type DamageKind =
  | 'database'
  | 'row'
  | 'document-missing'
  | 'document-differs'
  | 'document-unknown'
  | 'search'
  | 'blob-missing'
  | 'blob-damaged';

/** Is one damaged place. */
export interface Damage {
  readonly kind: DamageKind;
  /** A document path, a blob digest, an algorithm, a table. */
  readonly place: string;
  /** What was found there, in English, for the operator. */
  readonly detail: string;
}

/** Lists the parts of a check, in the order they are made. */
export const AUDIT_STAGES = ['tables', 'documents', 'search', 'blobs'] as const;

/** Names one part of a check. */
export type AuditStage = (typeof AUDIT_STAGES)[number];

/**
 * Checks stored data against itself: `tables` the database file and the rows, `documents` each stored document against
 * a new rendering from rows, `search` the index against the rows, `blobs` each blob against its digest.
 */
export interface Audit {
  /** Makes one part, tells each damaged place, and gives the number of things that were looked at. */
  check(stage: AuditStage, found: (damage: Damage) => void): Promise<number>;
}
