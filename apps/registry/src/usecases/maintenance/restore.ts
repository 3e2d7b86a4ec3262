import type { RestoreTarget } from '../../ports.ts';
import type { BackupReport } from './back-up.ts';
import { copyBlobs } from './copy-blobs.ts';

/** Restores a backup into an empty folder. Killed at any instant, no server starts on it until it is run again. */
export async function restore(target: RestoreTarget): Promise<BackupReport> {
  const { blobs, releases } = await target.begin();
  const report = await copyBlobs(blobs, (blob) => target.copyBlob(blob));
  await target.finish();
  return { ...report, releases, ok: report.damages.length === 0, removed: 0 };
}
