import { openBackupTarget } from '../adapters/backup-target.ts';
import { openAudit } from '../adapters/open-audit.ts';
import { openStore } from '../adapters/open-store.ts';
import { openRebuildTarget } from '../adapters/rebuild-target.ts';
import { openRestoreTarget } from '../adapters/restore-target.ts';
import type { AuditStage, Clock } from '../ports.ts';
import { backUp, type BackupReport } from '../usecases/maintenance/back-up.ts';
import { rebuild, type RebuildReport } from '../usecases/maintenance/rebuild.ts';
import { restore } from '../usecases/maintenance/restore.ts';
import { verifyData, type VerifyReport } from '../usecases/maintenance/verify-data.ts';

/** Names the data folder a maintenance command works on. */
export interface MaintenanceOptions {
  readonly dataDir: string;
  readonly clock: Clock;
}

/** Applies the missing migrations of a data folder and gives their names. */
export async function migrateFolder({ dataDir, clock }: MaintenanceOptions): Promise<readonly string[]> {
  const store = await openStore({ dataDir, clock, create: false });
  await store.close();
  return store.migrated;
}

/** Checks a data folder. */
export async function verifyFolder(
  options: MaintenanceOptions,
  progress: (stage: AuditStage) => void = () => undefined,
): Promise<VerifyReport> {
  const audit = openAudit(options);
  try {
    return await verifyData(audit, progress);
  } finally {
    audit.close();
  }
}

/** Backs up a data folder. */
export function backUpFolder(
  options: MaintenanceOptions & { readonly folder: string; readonly withLogKey?: boolean },
): Promise<BackupReport> {
  return backUp(openBackupTarget(options));
}

/** Restores a backup into a data folder. */
export function restoreFolder(options: {
  readonly folder: string;
  readonly dataDir: string;
  readonly createdBy: string;
}): Promise<BackupReport> {
  return restore(openRestoreTarget(options));
}

/** Makes all views of a data folder again from its log; no server may run on it. */
export async function rebuildFolder(
  options: MaintenanceOptions,
  progress: (step: string) => void = () => undefined,
): Promise<RebuildReport> {
  return rebuild(openRebuildTarget(options), progress);
}
