import { ProblemError } from '@national-forge/api';

import type { ArchiveCompression, ArchiveForm, BlobHandle, ReleaseFacts, ReleaseKey } from '../ports.ts';
import type { Deps } from './deps.ts';
import { assertAlgorithmExists } from './stored-document.ts';

type ReleaseDeps = Pick<Deps, 'catalogue' | 'documents' | 'names'>;

/** Gives the facts of a release. Throws `ProblemError` `algorithm-unknown`, `version-unknown`. */
async function getFacts(deps: ReleaseDeps, key: ReleaseKey): Promise<ReleaseFacts> {
  const facts = await deps.catalogue.findRelease(key);
  if (facts !== undefined) return facts;
  assertAlgorithmExists(deps, key.name);
  throw new ProblemError('version-unknown', { ...key });
}

/**
 * Opens the archive of a release in the compression asked for.
 * Throws `ProblemError` `algorithm-unknown`, `version-unknown`, `release-tombstoned`, `blob-damaged`.
 */
export async function openArchive(
  deps: ReleaseDeps & Pick<Deps, 'archives'>,
  key: ReleaseKey,
  compression: ArchiveCompression,
): Promise<ArchiveForm> {
  const { archive, tombstone } = await getFacts(deps, key);
  if (tombstone !== null || archive === null) {
    throw new ProblemError('release-tombstoned', { ...key, reference: tombstone?.reference ?? '' });
  }
  const form = await deps.archives.findForm(archive.digest, compression);
  // A row without its bytes is damage, whatever made the file vanish.
  if (form === undefined) throw new ProblemError('blob-damaged', { digest: archive.digest });
  return form;
}

/** Opens a blob that a release refers to. Throws `ProblemError` `blob-unknown`, `release-tombstoned`. */
export async function openBlob(deps: Pick<Deps, 'blobs' | 'catalogue'>, digest: string): Promise<BlobHandle> {
  const blob = await deps.blobs.findPublished(digest);
  if (blob !== undefined) return blob;
  await assertNotRemoved(deps, digest);
  throw new ProblemError('blob-unknown', { digest });
}

/**
 * Refuses an archive that the law removed, before a byte of it is taken again: no release can ever have it. One whose record
 * was erased too is not known any more. Throws `ProblemError` `release-tombstoned`.
 */
export async function assertNotRemoved({ catalogue }: Pick<Deps, 'catalogue'>, digest: string): Promise<void> {
  const removed = await catalogue.findRemoved(digest);
  if (removed !== undefined) throw new ProblemError('release-tombstoned', { ...removed });
}
