import { checkRelease, folderRelease, type Admission, type CheckWorker } from '@national-forge/admission';
import { pack, type Packed } from '@national-forge/archive';
import { MANIFEST_FILE } from '@national-forge/manifest';

import { ClientError } from '../client-error.ts';
import type { CallOptions } from '../registry/call.ts';

/** Is a folder that was listed, hashed and checked. */
export interface CheckedFolder {
  readonly folder: string;
  readonly packed: Packed;
  /** What the checks say; advice, as the registry runs them again. */
  readonly admission: Admission;
}

/** Says how to check. */
export interface CheckFolderOptions extends CallOptions {
  /** Shares a worker between checks, see `openCheckWorker` of the admission package. */
  readonly worker?: CheckWorker | undefined;
}

/**
 * Lists the files of an algorithm's folder as they would be published and runs the checks that the registry runs.
 * @throws ClientError `manifest-missing`; ArchiveError for what no archive may hold
 */
export async function checkFolder(folder: string, options: CheckFolderOptions = {}): Promise<CheckedFolder> {
  const packed = await pack(folder, { signal: options.signal });
  if (!packed.files.some(({ path }) => path === MANIFEST_FILE)) {
    throw new ClientError('manifest-missing', { params: { path: folder } });
  }
  const admission = await checkRelease(folderRelease(folder, packed.files), { worker: options.worker });
  return { folder, packed, admission };
}
