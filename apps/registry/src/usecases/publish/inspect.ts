import { createReleaseReader, type ReleaseFiles, type ReleaseReader } from '@national-forge/admission';
import { ProblemError } from '@national-forge/api';
import { ArchiveError, inspect as inspectArchive, type Inspection } from '@national-forge/archive';

import type { BlobHandle } from '../../ports.ts';
import type { Deps, ServiceLimits } from '../deps.ts';
import type { NewRelease } from './admit.ts';
import { archiveItem } from './archive-item.ts';
import { labelOf, type ReleaseRequest } from './upload.ts';

declare const stage: unique symbol;

/** Is one release whose archive is what was announced. */
export interface InspectedRelease {
  readonly [stage]: 'inspected';
  readonly admitted: NewRelease;
  /** The files with their digests; what the checks want to read, and the secrets found on the way. */
  readonly release: ReleaseFiles;
}

/**
 * Inspects the archive of a release as a stream, without unpacking: the archive rules, the digest of its bytes, the
 * release digest. Nothing the client says about the files is believed.
 * Throws `ProblemError` `blob-missing`, `blob-damaged`, `archive-refused`, `release-digest-mismatch`.
 */
export async function inspect(
  deps: Pick<Deps, 'blobs' | 'limits' | 'checks'>,
  admitted: NewRelease,
): Promise<InspectedRelease> {
  const { request } = admitted;
  const blob = await deps.blobs.findStored(request.archive.digest);
  if (blob === undefined) throw missing(request);
  if (blob.size !== request.archive.size) {
    throw new ProblemError('request-invalid', { reason: `${labelOf(request)}: archive.size ≠ ${blob.size}` });
  }
  const reader = createReleaseReader(deps.checks);
  const inspection = await walk(request, blob, { limits: deps.limits, reader }).catch(async (error: unknown) => {
    // Collected while it was read, which takes a day without use: it is missing then, not damaged.
    throw (await deps.blobs.findStored(request.archive.digest)) === undefined ? missing(request) : error;
  });
  assertReleaseDigest(request, inspection.releaseDigest);
  return { admitted, release: reader.release(inspection) } as unknown as InspectedRelease;
}

const missing = ({ name, version, archive: { digest } }: ReleaseRequest): ProblemError =>
  new ProblemError('blob-missing', { name, version, digest });

async function walk(
  request: ReleaseRequest,
  blob: BlobHandle,
  { limits, reader }: { readonly limits: ServiceLimits; readonly reader: ReleaseReader },
): Promise<Inspection> {
  try {
    return await inspectArchive(blob.read(), {
      limits: {
        archiveBytes: limits.archiveBytes,
        unpackedBytes: limits.unpackedBytes,
        fileBytes: limits.fileBytes,
        entries: limits.files,
      },
      keep: (path, size) => reader.keep(path, size),
      onEntry: (path, size) => reader.onEntry(path, size),
    });
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    const items = (locale: 'ar' | 'fr' | 'en') => [{ ...archiveItem(error, locale), release: labelOf(request) }];
    const { name, version } = request;
    throw new ProblemError('archive-refused', { name, version, reason: error.code }, { items, cause: error });
  }
}

function assertReleaseDigest({ name, version, releaseDigest }: ReleaseRequest, actual: string): void {
  if (actual === releaseDigest) return;
  throw new ProblemError('release-digest-mismatch', { name, version, actual, expected: releaseDigest });
}
