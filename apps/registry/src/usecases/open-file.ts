import { ProblemError, type ReleaseRecord } from '@national-forge/api';

import type { BlobHandle, ReleaseKey } from '../ports.ts';
import type { Deps } from './deps.ts';
import { assertStands, getRecord } from './stored-document.ts';

/** Is one file of a release, open for reading. */
export interface ReleaseFile {
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  readonly handle: BlobHandle;
}

/**
 * Opens a file of a release.
 * Throws `ProblemError` `algorithm-unknown`, `version-unknown`, `release-tombstoned`, `file-unknown`, `blob-damaged`, as reading does.
 */
export async function openFile(
  deps: Pick<Deps, 'documents' | 'names' | 'archiveFiles'>,
  key: ReleaseKey,
  path: string,
): Promise<ReleaseFile> {
  assertStands(deps, key.name, key.version);
  const record = JSON.parse(getRecord(deps, key.name, key.version).bytes.toString()) as ReleaseRecord;
  const file = record.files.find((one) => one.path === path);
  if (file === undefined) throw new ProblemError('file-unknown', { ...key, path });
  const { size, sha256 } = file;
  const handle = await deps.archiveFiles.openFile({ archive: record.archive.digest, path, size, sha256 });
  // A row without its bytes is damage, whatever made them vanish.
  if (handle === undefined) throw new ProblemError('blob-damaged', { digest: record.archive.digest });
  return { size, sha256, handle };
}
