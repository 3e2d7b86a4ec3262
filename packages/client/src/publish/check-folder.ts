import {
  checkRelease,
  folderRelease,
  openCheckWorker,
  type Admission,
  type CheckWorker,
} from '@national-forge/admission';
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
  const packed = await pack(folder, { signal: options.signal }).catch((error: unknown) => noManifest(folder, error));
  if (!packed.files.some(({ path }) => path === MANIFEST_FILE)) {
    throw new ClientError('manifest-missing', { params: { path: folder } });
  }
  const admission = await checkRelease(folderRelease(folder, packed.files), { worker: options.worker });
  return { folder, packed, admission };
}

/** A folder without any file lacks its manifest first of all. */
function noManifest(folder: string, cause: unknown): never {
  const isEmpty = cause instanceof Error && (cause as { code?: string }).code === 'archive-empty';
  if (!isEmpty) throw cause;
  throw new ClientError('manifest-missing', { params: { path: folder }, cause });
}

/** Says how to check several folders. */
export interface CheckFoldersOptions extends CheckFolderOptions {
  /** Hears of each folder before it is checked. */
  readonly onCheck?: ((folder: string) => void) | undefined;
}

/** Checks several folders one after another, with one worker. */
export async function checkFolders(
  folders: readonly string[],
  options: CheckFoldersOptions,
): Promise<readonly CheckedFolder[]> {
  const { signal, onCheck } = options;
  const worker = options.worker ?? openCheckWorker();
  try {
    const releases: CheckedFolder[] = [];
    for (const folder of folders) {
      if (signal?.aborted === true) throw new ClientError('cancelled');
      onCheck?.(folder);
      releases.push(await checkFolder(folder, { worker, signal }));
    }
    return releases;
  } finally {
    if (options.worker === undefined) await worker.close();
  }
}

/**
 * Asserts that the checks found no error.
 * @throws ClientError `admission-failed` with all `findings`
 */
export function assertAdmitted(releases: readonly CheckedFolder[]): void {
  const findings = releases.map(({ folder, admission }) => ({ folder, findings: admission.findings }));
  const errors = findings.flatMap((one) => one.findings).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new ClientError('admission-failed', { params: { count: errors.length }, findings });
}
