import { isNeeded, READ_LIMITS, type ReleaseFiles } from '@national-forge/admission';
import { ProblemError } from '@national-forge/api';
import { inspect, type FileEntry } from '@national-forge/archive';
import type { Manifest } from '@national-forge/manifest';
import { majorOf } from '@national-forge/versioning';

import type { ReleaseKey } from '../../../ports.ts';
import { openStoredRelease, type StoredDeps } from '../../content/stored-release.ts';
import type { Deps } from '../../deps.ts';

/** Is a release whose program can be put together: a published one, or one that is being published. */
export interface KnownRelease {
  /** The present name. */
  readonly name: string;
  readonly version: string;
  readonly releaseDigest: string;
  readonly manifest: Manifest;
  readonly entries: readonly FileEntry[];
  /** What its own vectors ran with, where it is published and they were run: a lock. */
  readonly locked: Readonly<Record<string, string>>;
  /** Opens its files; what of them is read is held by what this gives, not by the release. */
  open(): ReleaseFiles;
}

/** Finds a published release by its present name; `undefined` where there is none, or the law removed it. */
export function findPublished(deps: StoredDeps, key: ReleaseKey): KnownRelease | undefined {
  const stored = openStoredRelease(deps, key);
  if (stored === undefined) return undefined;
  const { record, manifest, files } = stored;
  const { releaseDigest, vectorResult } = record;
  const ranWith = vectorResult?.dependencies ?? [];
  const locked = Object.fromEntries(ranWith.map(({ name, version }) => [`${name}@${majorOf(version)}`, version]));
  return { ...key, releaseDigest, manifest, entries: files.files, locked, open: () => files };
}

/**
 * Opens those files of an uploaded archive that the checks need: one walk at the first read. The archive was inspected before,
 * so its files are those of the release. Throws `ProblemError` `blob-missing` where it was collected meanwhile, `blob-damaged`.
 */
export function openUploaded(
  { blobs, limits }: Pick<Deps, 'blobs' | 'limits'>,
  {
    name,
    version,
    archive,
    entries,
  }: ReleaseKey & { readonly archive: string; readonly entries: readonly FileEntry[] },
): ReleaseFiles {
  const missing = () => new ProblemError('blob-missing', { name, version, digest: archive });
  let kept: Promise<ReadonlyMap<string, Uint8Array>> | undefined;
  const walk = async (): Promise<ReadonlyMap<string, Uint8Array>> => {
    const blob = await blobs.findStored(archive);
    if (blob === undefined) throw missing();
    const bounds = {
      archiveBytes: limits.archiveBytes,
      unpackedBytes: limits.unpackedBytes,
      fileBytes: limits.fileBytes,
      entries: limits.files,
      keptBytes: READ_LIMITS.totalBytes,
    };
    const inspection = await inspect(blob.read(), { limits: bounds, keep: isNeeded }).catch(async (error: unknown) => {
      throw (await blobs.findStored(archive)) === undefined ? missing() : error;
    });
    return inspection.kept;
  };
  return {
    files: entries,
    read: async (path) => (await (kept ??= walk())).get(path),
    // They were looked for before.
    findSecrets: () => Promise.resolve([]),
  };
}
