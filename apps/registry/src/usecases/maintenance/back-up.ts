import type { BackupTarget } from '../../ports.ts';
import { copyBlobs, type CopyReport } from './copy-blobs.ts';

/** Tells what a backup or a restore did. */
export interface BackupReport extends CopyReport {
  readonly releases: number;
  readonly ok: boolean;
}

/**
 * Backs up the data while servers run: first a consistent state of the database, then every blob it refers to (nothing
 * published is ever removed), and last the state takes its place. Killed at any instant, the earlier backup stands.
 */
export async function backUp(target: BackupTarget): Promise<BackupReport> {
  const snapshot = await target.takeSnapshot();
  try {
    const report = await copyBlobs(snapshot.blobs, (blob) => target.copyBlob(blob));
    await snapshot.finish();
    return { ...report, releases: snapshot.releases, ok: report.damages.length === 0 };
  } catch (error) {
    await snapshot.discard();
    throw error;
  }
}
