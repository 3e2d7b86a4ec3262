import { ProblemError } from '@national-forge/api';

import type { Clock } from '../../ports.ts';
import { findBlobRow, listStaleBlobs, putBlob, removeBlobRow, touchBlob, type BlobRow } from './blobs.ts';
import { formRows } from './form-rows.ts';
import type { GroupCommit } from './group-commit.ts';
import type { Sql } from './sql.ts';
import {
  findUpload,
  putUpload,
  removeStaleUploads,
  removeUpload,
  removeUploadsOf,
  usedQuota,
  type UploadRow,
} from './uploads.ts';

type UploadKey = Pick<UploadRow, 'tokenId' | 'digest'>;

/** Is what the bookkeeping of blobs stands on. */
export interface BlobRowsParts {
  readonly sql: Sql;
  readonly group: GroupCommit;
  readonly clock: Clock;
}

/** How many blobs are removed while the write lock is held once. */
const SWEEP = 50;

/**
 * Makes the bookkeeping of blobs and uploads in the database (the store of blobs declares what it needs).
 * Changes go through the group commit, so they share the fsync of the releases.
 */
export function createBlobRows({ sql, group, clock }: BlobRowsParts) {
  const change = (upload: UploadKey, quota: number, put: () => UploadRow): Promise<void> =>
    group.submit(() => {
      const row = put();
      assertQuota(sql, row, quota);
      putUpload(sql, row, clock.now());
    });
  return {
    find: (digest: string) => findBlobRow(sql, digest),
    hasComplete: ({ tokenId, digest }: UploadKey) => findUpload(sql, tokenId, digest)?.complete === true,
    usedQuota: ({ tokenId, digest }: UploadKey) => usedQuota(sql, tokenId, digest),
    reserve: ({ tokenId, digest }: UploadKey, bytes: number, quota: number) =>
      change({ tokenId, digest }, quota, () => ({ tokenId, digest, bytes, complete: false })),
    store: ({ tokenId, digest }: UploadKey, blob: Pick<BlobRow, 'size' | 'chunks'>, quota: number) =>
      change({ tokenId, digest }, quota, () => {
        putBlob(sql, { digest, ...blob }, clock.now());
        // A published blob that was healed takes nothing from anybody.
        const bytes = findBlobRow(sql, digest)?.published === true ? 0 : blob.size;
        return { tokenId, digest, bytes, complete: true };
      }),
    forget: ({ tokenId, digest }: UploadKey) => group.submit(() => removeUpload(sql, tokenId, digest)),
    touch: (digest: string) => group.submit(() => touchBlob(sql, digest, clock.now())),
    sweep: (before: Date, remove: (digest: string) => void) => group.submit(() => sweep(sql, before, remove)),
    removeOrphans: (digests: readonly string[], remove: (digest: string) => void) =>
      group.submit(() => {
        for (const digest of digests) if (findBlobRow(sql, digest) === undefined) remove(digest);
      }),
    ...formRows(sql, group, clock),
  };
}

function assertQuota(sql: Sql, upload: UploadRow, quota: number): void {
  const wanted = usedQuota(sql, upload.tokenId, upload.digest) + upload.bytes;
  if (wanted > quota) throw new ProblemError('quota-exceeded', { wanted, limit: quota });
}

function sweep(sql: Sql, before: Date, remove: (digest: string) => void): { removed: number; bytes: number } {
  const stale = listStaleBlobs(sql, before, SWEEP);
  for (const { digest } of stale) {
    removeUploadsOf(sql, digest);
    removeBlobRow(sql, digest);
    remove(digest);
  }
  if (stale.length === 0) removeStaleUploads(sql, before);
  return { removed: stale.length, bytes: stale.reduce((sum, { size }) => sum + size, 0) };
}
