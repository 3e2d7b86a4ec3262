import { contentOf, folderRelease, type CheckWorker, type ReleaseFiles } from '@national-forge/admission';
import { checkFolder, ClientError, type CheckedFolder, type PublishedRelease } from '@national-forge/client';
import type { VersionContent } from '@national-forge/versioning';

import type { Io } from '../io.ts';
import { folderPath } from '../options.ts';
import type { ProgramSource } from '../programs/program-source.ts';

/** Is one of two things that are compared: a published version, or a folder. */
export interface Side {
  /** What people call it: `agency/name@1.2.0`, or the folder as they wrote it. */
  readonly label: string;
  /** The folder as it was written; absent for a published version. */
  readonly folder?: string;
  readonly releaseDigest: string;
  readonly files: ReleaseFiles;
  readonly content: VersionContent;
}

/**
 * Reads a folder as it would be published; what has an error cannot be compared.
 * @throws ClientError `manifest-missing`, `admission-failed`; ArchiveError
 */
export async function openFolder(named: string, io: Io, worker: CheckWorker): Promise<Side> {
  const checked = await checkFolder(folderPath(io, named), { worker, signal: io.signal });
  return sideOfFolder(checked, named);
}

/**
 * Takes a folder that was checked.
 * @throws ClientError `admission-failed`
 */
async function sideOfFolder({ folder, packed, admission }: CheckedFolder, named: string): Promise<Side> {
  const { manifest, findings } = admission;
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (manifest === undefined || errors.length > 0) {
    const params = { count: errors.length, what: 'comparison' };
    throw new ClientError('admission-failed', { params, findings: [{ folder: named, findings }] });
  }
  const files = folderRelease(folder, packed.files);
  const content = await contentOf(files, manifest);
  return { label: named, folder: named, releaseDigest: packed.releaseDigest, files, content };
}

/** Reads what of a published version is compared. */
export async function sideOfRelease({ record, manifest, files }: PublishedRelease): Promise<Side> {
  const content = await contentOf(files, manifest);
  return { label: `${record.name}@${record.version}`, releaseDigest: record.releaseDigest, files, content };
}

/** Gives what of a side is run. */
export function sourceOfSide({ label, folder, content: { manifest }, files }: Side): ProgramSource {
  return { label, manifest, files, isOwn: folder !== undefined };
}
