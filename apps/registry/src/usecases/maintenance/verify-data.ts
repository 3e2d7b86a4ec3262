import { AUDIT_STAGES, type Audit, type AuditCounts, type AuditStage, type Damage } from '../../ports.ts';

/** Tells what a check of the stored data found. */
export interface VerifyReport {
  readonly ok: boolean;
  /** How many things were looked at. */
  readonly checked: Required<AuditCounts>;
  readonly damages: readonly Damage[];
  /** How many more damaged places there are than are named. */
  readonly unnamed: number;
  /** Tables that follow from no log. */
  readonly unchecked: Audit['unchecked'];
}

/** Bounds the places that are named: a registry that lost a table has as many as it had rows. */
const NAMED = 10_000;

const NOTHING: Required<AuditCounts> = {
  leaves: 0,
  checkpoints: 0,
  algorithms: 0,
  releases: 0,
  documents: 0,
  blobs: 0,
};

/** Checks all stored data: the log against itself and its signatures, everything else against the log. */
export async function verifyData(audit: Audit, progress: (stage: AuditStage) => void): Promise<VerifyReport> {
  const damages: Damage[] = [];
  let unnamed = 0;
  let checked = NOTHING;
  for (const stage of AUDIT_STAGES) {
    progress(stage);
    const counts = await audit.check(stage, (damage) => {
      if (damages.length < NAMED) damages.push(damage);
      else unnamed += 1;
    });
    checked = { ...checked, ...counts };
  }
  return { ok: damages.length === 0, checked, damages, unnamed, unchecked: audit.unchecked };
}
