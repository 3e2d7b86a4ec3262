import { AUDIT_STAGES, type Audit, type AuditStage, type Damage } from '../../ports.ts';

/** Tells what a check of the stored data found. */
export interface VerifyReport {
  readonly ok: boolean;
  /** How many things were looked at, by part. */
  readonly checked: Readonly<Record<AuditStage, number>>;
  readonly damages: readonly Damage[];
}

/** Checks all stored data: tables, documents against rows, the search index, every blob against its digest. */
export async function verifyData(audit: Audit, progress: (stage: AuditStage) => void): Promise<VerifyReport> {
  const damages: Damage[] = [];
  const checked: Record<AuditStage, number> = { tables: 0, documents: 0, search: 0, blobs: 0 };
  for (const stage of AUDIT_STAGES) {
    progress(stage);
    checked[stage] = await audit.check(stage, (damage) => damages.push(damage));
  }
  return { ok: damages.length === 0, checked, damages };
}
