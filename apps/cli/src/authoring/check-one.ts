import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { CheckWorker } from '@national-forge/admission';
import { checkFolder, type CheckedFolder } from '@national-forge/client';
import { MANIFEST_FILE, type Locale } from '@national-forge/manifest';

import { describeArchive, describeOne, type ArchiveFault } from '../describe-error.ts';
import type { Io } from '../io.ts';
import { folderPath } from '../options.ts';
import type { ReportItem } from '../error-report.ts';
import { findPlaceholders } from './find-placeholders.ts';

/** Is what the checks say about one folder. */
export interface FolderCheck {
  readonly folder: string;
  readonly ok: boolean;
  readonly name?: string;
  readonly version?: string;
  readonly releaseDigest?: string;
  readonly findings: readonly ReportItem[];
}

/** Tells what is to be said about a folder that was checked: findings, and texts of `init` that still stand. */
export async function findingsOf(
  checked: CheckedFolder,
  named: { readonly folder: string; readonly locale: Locale },
): Promise<readonly ReportItem[]> {
  const source = await readFile(join(checked.folder, MANIFEST_FILE), 'utf8');
  const findings = checked.admission.findings.map((finding) => describeOne(finding, named.folder, named.locale));
  const file = join(named.folder, MANIFEST_FILE);
  return [...findings, ...findPlaceholders(source, { file, locale: named.locale })];
}

/**
 * Checks a folder as the registry will. What no archive may hold is told like any other finding.
 *
 * @param folder - as the person wrote it; places are told with it
 * @throws ClientError `manifest-missing`; ArchiveError `folder-missing`
 */
export async function checkOne(folder: string, io: Io, worker: CheckWorker): Promise<FolderCheck> {
  const locale = io.json ? 'en' : io.locale;
  try {
    const checked = await checkFolder(folderPath(io, folder), { worker, signal: io.signal });
    const { manifest, ok } = checked.admission;
    return {
      folder,
      ok,
      ...(manifest && { name: manifest.name, version: manifest.version }),
      releaseDigest: checked.packed.releaseDigest,
      findings: await findingsOf(checked, { folder, locale }),
    };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ArchiveError') throw error;
    const fault = error as unknown as ArchiveFault;
    if (fault.code === 'folder-missing') throw error;
    const { message, hint } = describeArchive(fault, locale);
    const item = { where: folder, code: fault.code, severity: 'error' as const, message, ...(hint && { hint }) };
    return { folder, ok: false, findings: [item] };
  }
}
