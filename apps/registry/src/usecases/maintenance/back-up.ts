import type { BackupTarget } from '../../ports.ts';
import { copyBlobs, type CopyReport } from './copy-blobs.ts';

/** Tells what a backup or a restore did. */
export interface BackupReport extends CopyReport {
  readonly releases: number;
  readonly ok: boolean;
  /** Blobs of an earlier backup that were removed, for nothing refers to them any more: the law removed them. */
  readonly removed: number;
}

/**
 * Backs up the data while servers run: first a consistent state of the database, then every blob it refers to, then the
 * state takes its place, and last goes what only the earlier state referred to. Killed at any instant, a whole backup
 * stands. A blob that the law removes while it runs is told as missing: the next backup no longer asks for it.
 */
export async function backUp(target: BackupTarget): Promise<BackupReport> {
  const snapshot = await target.takeSnapshot();
  try {
    const report = await copyBlobs(snapshot.blobs, (blob) => target.copyBlob(blob));
    await snapshot.finish();
    const removed = await snapshot.prune();
    return { ...report, releases: snapshot.releases, ok: report.damages.length === 0, removed };
  } catch (error) {
    await snapshot.discard();
    throw error;
  }
}
