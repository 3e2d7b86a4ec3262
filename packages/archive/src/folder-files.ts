import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';

import { ArchiveError } from './archive-error.ts';
import { sortByPath } from './digest.ts';
import { createIgnoreRules } from './ignore-rules.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import { alwaysLeftOut, IGNORE_FILE } from './left-out.ts';
import type { LeftOut } from './left-out.ts';
import type { ArchiveLimits } from './limits.ts';
import { createNameSet } from './name-set.ts';
import type { NameSet } from './name-set.ts';
import { assertPath } from './path-rules.ts';

/** Names a file to pack: its place in the archive and on the disk, which may differ (macOS gives names in form D). */
export interface FolderFile {
  readonly path: string;
  readonly disk: string;
}

/** Lists what a folder holds for an archive. */
export interface FolderListing {
  /** Sorted by the UTF-8 bytes of the path. */
  readonly files: readonly FolderFile[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Lists the files to pack, by the same rules for paths that readers apply.
 * @throws ArchiveError `folder-missing`, `entry-link` and `entry-type` with the path of the link, socket or device,
 * `too-many-entries`, `path-…`
 */
export function listFolder(folder: string, limits: ArchiveLimits): FolderListing {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new ArchiveError('folder-missing', { path: folder });
  }
  const walk: Walk = {
    limits,
    names: createNameSet(limits.entries),
    rules: createIgnoreRules(),
    files: [],
    leftOut: [],
  };
  listInto(walk, folder, '');
  return { files: sortByPath(walk.files), leftOut: sortByPath(walk.leftOut) };
}

interface Walk {
  readonly limits: ArchiveLimits;
  readonly names: NameSet;
  readonly rules: IgnoreRules;
  readonly files: FolderFile[];
  readonly leftOut: LeftOut[];
}

interface DiskEntry {
  readonly dirent: Dirent<Buffer>;
  /** As the disk spells it. */
  readonly name: string;
}

/** Lists one folder; its path is empty for the root, else it ends with `/`. */
function listInto(walk: Walk, folder: string, folderPath: string): void {
  const entries = entriesOf(folder, folderPath);
  addIgnoreFile(walk, entries, { folder, folderPath });
  for (const { dirent, name } of entries) {
    const isFolder = dirent.isDirectory();
    const path = `${folderPath}${name.normalize('NFC')}${isFolder ? '/' : ''}`;
    const reason = alwaysLeftOut(name, isFolder) ?? (walk.rules.ignores(path) ? 'forgeignore' : undefined);
    const disk = join(folder, name);
    if (reason !== undefined) walk.leftOut.push({ path, reason });
    else if (isFolder) listInto(walk, disk, path);
    else addFile(walk, dirent, { path, disk });
  }
}

function addFile(walk: Walk, dirent: Dirent<Buffer>, file: FolderFile): void {
  const { path } = file;
  // A link's target may lie outside, or on another machine: the publisher must decide, so no silent copy and no silent gap.
  if (dirent.isSymbolicLink()) throw new ArchiveError('entry-link', { path });
  if (!dirent.isFile()) throw new ArchiveError('entry-type', { path });
  assertPath(path, walk.limits);
  walk.names.add(path, 'file');
  walk.files.push(file);
}

function entriesOf(folder: string, folderPath: string): readonly DiskEntry[] {
  return readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }).map((dirent) => {
    const { name } = dirent;
    if (!isUtf8(name)) throw new ArchiveError('path-encoding', { path: `${folderPath}${name.toString('latin1')}` });
    return { dirent, name: name.toString() };
  });
}

function addIgnoreFile(
  walk: Walk,
  entries: readonly DiskEntry[],
  { folder, folderPath }: { readonly folder: string; readonly folderPath: string },
): void {
  const file = entries.find(({ name }) => name === IGNORE_FILE);
  if (file === undefined) return;
  // Not to be passed over: what the publisher believes to be left out would be published.
  const path = `${folderPath}${IGNORE_FILE}`;
  if (!file.dirent.isFile())
    throw new ArchiveError(file.dirent.isSymbolicLink() ? 'entry-link' : 'entry-type', { path });
  walk.rules.add(folderPath, readFileSync(join(folder, IGNORE_FILE), 'utf8'));
}
