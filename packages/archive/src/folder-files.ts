import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';

import { ArchiveError } from './archive-error.ts';
import { sortByPath } from './digest.ts';
import { rootRules } from './ignore-rules.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import { alwaysLeftOut, IGNORE_FILE } from './left-out.ts';
import type { LeftOut, LeftOutReason } from './left-out.ts';
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
  const walk: Walk = { limits, names: createNameSet(), files: [], leftOut: [] };
  const entries = entriesOf(folder, '');
  listInto(walk, { disk: folder, path: '', entries, rules: rootRules(ignoreSource(folder, entries)) });
  return { files: sortByPath(walk.files), leftOut: sortByPath(walk.leftOut) };
}

interface Walk {
  readonly limits: ArchiveLimits;
  readonly names: NameSet;
  readonly files: FolderFile[];
  readonly leftOut: LeftOut[];
}

interface Folder {
  readonly disk: string;
  /** Empty for the root, else with `/` at the end. */
  readonly path: string;
  readonly entries: readonly DiskEntry[];
  readonly rules: IgnoreRules;
}

interface DiskEntry {
  readonly dirent: Dirent<Buffer>;
  /** As the disk spells it. */
  readonly name: string;
}

function listInto(walk: Walk, folder: Folder): void {
  for (const { dirent, name } of folder.entries) {
    const isFolder = dirent.isDirectory();
    const path = `${folder.path}${name.normalize('NFC')}`;
    const reason = reasonFor(folder, name, isFolder);
    if (reason !== undefined) {
      walk.leftOut.push({ path: isFolder ? `${path}/` : path, reason });
      continue;
    }
    const disk = join(folder.disk, name);
    if (isFolder) {
      const entries = entriesOf(disk, path);
      const rules = folder.rules.within(name, ignoreSource(disk, entries));
      listInto(walk, { disk, path: `${path}/`, entries, rules });
    } else {
      addFile(walk, dirent, { path, disk });
    }
  }
}

function reasonFor(folder: Folder, name: string, isFolder: boolean): LeftOutReason | undefined {
  const always = alwaysLeftOut(name, isFolder);
  if (always !== undefined) return always;
  return folder.rules.ignores(name, isFolder) ? 'forgeignore' : undefined;
}

function addFile(walk: Walk, dirent: Dirent<Buffer>, file: FolderFile): void {
  const { path } = file;
  // A link's target may lie outside, or on another machine: the publisher must decide, so no silent copy and no silent gap.
  if (dirent.isSymbolicLink()) throw new ArchiveError('entry-link', { path });
  if (!dirent.isFile()) throw new ArchiveError('entry-type', { path });
  assertPath(path, walk.limits);
  walk.names.add(path, 'file');
  walk.files.push(file);
  if (walk.files.length > walk.limits.entries) {
    throw new ArchiveError('too-many-entries', { params: { limit: walk.limits.entries } });
  }
}

function entriesOf(disk: string, path: string): readonly DiskEntry[] {
  return readdirSync(disk, { withFileTypes: true, encoding: 'buffer' }).map((dirent) => {
    if (!isUtf8(dirent.name))
      throw new ArchiveError('path-encoding', { path: `${path}/${dirent.name.toString('latin1')}` });
    return { dirent, name: dirent.name.toString() };
  });
}

function ignoreSource(disk: string, entries: readonly DiskEntry[]): string | undefined {
  const file = entries.find(({ dirent, name }) => name === IGNORE_FILE && dirent.isFile());
  return file === undefined ? undefined : readFileSync(join(disk, IGNORE_FILE), 'utf8');
}
