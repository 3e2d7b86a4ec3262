import { isNeeded, READ_LIMITS, type ReleaseFiles } from '@national-forge/admission';
import { pathOf, type ReleaseRecord } from '@national-forge/api';
import { inspect, type FileEntry } from '@national-forge/archive';
import type { Manifest } from '@national-forge/manifest';

import type { ReleaseKey } from '../../../ports.ts';
import type { Deps } from '../../deps.ts';
import { nameParams } from '../../stored-document.ts';

/** Is a release whose program can be put together: a published one, or one that is being published. */
export interface KnownRelease {
  /** The present name. */
  readonly name: string;
  readonly version: string;
  readonly releaseDigest: string;
  /** Digest of its archive, which is stored. */
  readonly archive: string;
  readonly manifest: Manifest;
  readonly files: readonly FileEntry[];
  /** What its own vectors ran with, where it is published and they were run. */
  readonly locked: Readonly<Record<string, string>>;
}

/** Finds a published release by its present name; `undefined` where there is none, or its record was erased by law. */
export function findPublished({ documents }: Pick<Deps, 'documents'>, key: ReleaseKey): KnownRelease | undefined {
  const stored = documents.find(pathOf('getRelease', { ...nameParams(key.name), version: key.version }));
  if (stored === undefined) return undefined;
  const record = JSON.parse(stored.bytes.toString()) as ReleaseRecord;
  const { releaseDigest, archive, manifest, files, vectorResult } = record;
  return {
    ...key,
    releaseDigest,
    archive: archive.digest,
    // It was validated before it was published.
    manifest: manifest as unknown as Manifest,
    files,
    locked: lockOf(vectorResult?.dependencies ?? []),
  };
}

/** Writes releases as the keys and values of a lock: `agency/name@major` and the version. */
function lockOf(releases: readonly ReleaseKey[]): Readonly<Record<string, string>> {
  return Object.fromEntries(releases.map(({ name, version }) => [`${name}@${version.split('.')[0] ?? ''}`, version]));
}

/**
 * Opens the files of a release that the checks need, from its stored archive: one walk at the first read, and then they are
 * held by whoever holds this. `read` gives `undefined` for all when the archive is gone. Throws `ProblemError` `blob-damaged`.
 */
export function openFiles(
  { blobs, limits }: Pick<Deps, 'blobs' | 'limits'>,
  { archive, files }: Pick<KnownRelease, 'archive' | 'files'>,
): ReleaseFiles {
  let kept: Promise<ReadonlyMap<string, Uint8Array>> | undefined;
  const walk = async (): Promise<ReadonlyMap<string, Uint8Array>> => {
    const blob = await blobs.findStored(archive);
    if (blob === undefined) return new Map();
    // It was inspected before, so these limits are not reached.
    const bounds = {
      archiveBytes: limits.archiveBytes,
      unpackedBytes: limits.unpackedBytes,
      fileBytes: limits.fileBytes,
      entries: limits.files,
      keptBytes: READ_LIMITS.totalBytes,
    };
    return (await inspect(blob.read(), { limits: bounds, keep: isNeeded })).kept;
  };
  return {
    files,
    read: async (path) => (await (kept ??= walk())).get(path),
    // They were looked for before.
    findSecrets: () => Promise.resolve([]),
  };
}
