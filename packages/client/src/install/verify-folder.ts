import type { FileEntry } from '@national-forge/archive';

import { hashFolder, type FolderContent } from '../files/hash-folder.ts';

/** Tells how a folder differs from a release; paths are those of the release. */
export interface FolderReport {
  readonly state: 'intact' | 'changed' | 'missing';
  /** Release digest that was expected. */
  readonly expected: string;
  /** Release digest of what is there; undefined when there is nothing a release could be. */
  readonly actual: string | undefined;
  readonly changed: readonly string[];
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  /** Whether the files could be named: without a list of the release only the digests can be compared. */
  readonly named: boolean;
}

/** Says what a folder should be. */
export interface Expectation {
  readonly releaseDigest: string;
  /** The files of the release, where they are known: they name what differs. */
  readonly files?: readonly FileEntry[] | undefined;
}

/**
 * Compares a folder with a release: every file is hashed, nothing is left out.
 * @throws ClientError `file-access`
 */
export function verifyFolder(folder: string, expectation: Expectation): Promise<FolderReport> {
  return compare(folder, expectation.releaseDigest, () => Promise.resolve(expectation.files));
}

/** Finds the files of a release when they are needed to name what differs. */
export type FindFiles = () => Promise<readonly FileEntry[] | undefined>;

/** Compares a folder with a release digest; the files of the release are looked for only when it differs. */
export async function compare(folder: string, expected: string, findFiles: FindFiles): Promise<FolderReport> {
  const content = await hashFolder(folder);
  const actual = content?.digest;
  if (actual === expected)
    return { state: 'intact', expected, actual, changed: [], missing: [], extra: [], named: true };
  const files = await findFiles();
  const differences = files === undefined ? NO_NAMES : differ(files, content);
  const state = content === undefined ? 'missing' : 'changed';
  return { state, expected, actual, ...differences, named: files !== undefined };
}

const NO_NAMES = { changed: [], missing: [], extra: [] } as const;

function differ(
  files: readonly FileEntry[],
  content: FolderContent | undefined,
): Pick<FolderReport, 'changed' | 'missing' | 'extra'> {
  const found = new Map((content?.files ?? []).map((file) => [file.path, file]));
  const strange = new Set(content?.strange);
  const wanted = new Set(files.map(({ path }) => path));
  const changed = files.filter(
    ({ path, sha256 }) => strange.has(path) || (found.get(path)?.sha256 ?? sha256) !== sha256,
  );
  const missing = files.filter(({ path }) => !found.has(path) && !strange.has(path));
  const extra = [...found.keys(), ...strange].filter((path) => !wanted.has(path));
  return { changed: changed.map(({ path }) => path), missing: missing.map(({ path }) => path), extra: extra.sort() };
}
