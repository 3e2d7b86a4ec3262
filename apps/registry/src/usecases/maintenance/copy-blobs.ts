import { ProblemError } from '@national-forge/api';

import type { BackupBlob, Damage } from '../../ports.ts';

/** Tells what copying blobs did. */
export interface CopyReport {
  readonly copied: number;
  readonly copiedBytes: number;
  /** Blobs that were there from an earlier time. */
  readonly present: number;
  /** Blobs that could not be copied because their bytes are not the published ones. */
  readonly damages: readonly Damage[];
}

type Copy = (blob: BackupBlob) => Promise<'copied' | 'present'>;

/** Copies blobs one after the other; a damaged one is told and does not stop the rest. */
export async function copyBlobs(blobs: readonly BackupBlob[], copy: Copy): Promise<CopyReport> {
  const damages: Damage[] = [];
  const count = { copied: 0, copiedBytes: 0, present: 0 };
  for (const blob of blobs) {
    const result = await copyOne(blob, copy);
    if (result === 'copied') count.copiedBytes += blob.size;
    if (typeof result === 'string') count[result] += 1;
    else damages.push(result);
  }
  return { ...count, damages };
}

async function copyOne(blob: BackupBlob, copy: Copy): Promise<'copied' | 'present' | Damage> {
  try {
    return await copy(blob);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'blob-damaged') throw error;
    return { kind: 'blob-damaged', place: blob.digest, detail: 'missing, or its bytes are not the published ones' };
  }
}
