import {
  AUDIT_STAGES,
  DAMAGE_KINDS,
  type Audit,
  type AuditCounts,
  type AuditStage,
  type Damage,
  type DamageKind,
} from '../../ports.ts';

/** Tells what a check of the stored data found. */
export interface VerifyReport {
  readonly ok: boolean;
  /** How many things were looked at. */
  readonly checked: Required<AuditCounts>;
  /** Damaged places, causes before consequences; of each kind the first that were found. */
  readonly damages: readonly Damage[];
  /** How many more damaged places there are than are named. */
  readonly unnamed: number;
  /** How many places of each kind are damaged, named or not. */
  readonly found: Readonly<Partial<Record<DamageKind, number>>>;
  /** What is no damage and should be known. */
  readonly notes: readonly string[];
  /** Tables that follow from no log. */
  readonly unchecked: Audit['unchecked'];
}

/** Bounds the places of a kind that are named: a registry that lost a table has as many as it had rows. */
const NAMED = 100;

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
  const found: Partial<Record<DamageKind, number>> = {};
  let unnamed = 0;
  let checked = NOTHING;
  for (const stage of AUDIT_STAGES) {
    progress(stage);
    const counts = await audit.check(stage, (damage) => {
      const count = (found[damage.kind] ?? 0) + 1;
      found[damage.kind] = count;
      if (count <= NAMED) damages.push(damage);
      else unnamed += 1;
    });
    checked = { ...checked, ...counts };
  }
  damages.sort((a, b) => rank(a) - rank(b));
  return {
    ok: damages.length === 0,
    checked,
    damages,
    unnamed,
    found,
    notes: audit.notes(),
    unchecked: audit.unchecked,
  };
}

const rank = ({ kind }: Damage): number => DAMAGE_KINDS.indexOf(kind);
