/** Lists the kinds of damage, causes before what follows from them. */
export const DAMAGE_KINDS = [
  'database',
  'schema',
  'log-key',
  'leaf',
  'node',
  'checkpoint',
  'detail',
  'signature',
  'row',
  'document-missing',
  'document-differs',
  'document-unknown',
  'search',
  'blob-missing',
  'blob-damaged',
  'form-damaged',
] as const;

/** Names what is wrong with a place of the stored data. */
export type DamageKind = (typeof DAMAGE_KINDS)[number];

/** Is one damaged place. */
export interface Damage {
  readonly kind: DamageKind;
  /** A leaf, a node, a checkpoint, a digest, a document path, a table with its row. */
  readonly place: string;
  /** What was found there, in English, for the operator. */
  readonly detail: string;
}

/** Lists the parts of a check, in the order they are made. */
export const AUDIT_STAGES = ['database', 'log', 'views', 'blobs'] as const;

/** Names one part of a check. */
export type AuditStage = (typeof AUDIT_STAGES)[number];

/** Counts what was looked at. */
export interface AuditCounts {
  readonly leaves?: number;
  readonly checkpoints?: number;
  readonly algorithms?: number;
  readonly releases?: number;
  readonly documents?: number;
  readonly blobs?: number;
}

/**
 * Checks stored data, in this order: `database` the file and its schema; `log` every leaf, node, checkpoint, detail and
 * signature, recomputed; `views` every row and document against those that the log gives; `blobs` each blob against its
 * digest, and the other forms that are kept against theirs. Tables that follow from no log are left out.
 */
export interface Audit {
  /** Makes one part, tells each damaged place, and counts what was looked at. */
  check(stage: AuditStage, found: (damage: Damage) => void): Promise<AuditCounts>;
  /** Tells what is no damage and should be known all the same, in English for the operator. */
  notes(): readonly string[];
  /** Lists the tables that stand in no log and are not checked, with what they hold. */
  readonly unchecked: readonly { readonly table: string; readonly holds: string }[];
}
