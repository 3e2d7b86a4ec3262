import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { StoreError, type RestoreTarget } from '../ports.ts';
import { assertBackup } from './backup-marker.ts';
import { copyBlob } from './blob-fs/copy-blob.ts';
import { nodeFileSystem, type FileSystem } from './blob-fs/file-system.ts';
import { layoutOf } from './blob-fs/layout.ts';
import {
  asFolderError,
  DATABASE_FILE,
  LOG_KEY_FILE,
  makeFolder,
  RESTORING_FILE,
  syncPath,
  writeFormat,
  writeJson,
  writePrivate,
} from './data-folder.ts';
import { openLogKeyFile } from './log-key-file.ts';
import { settle } from './sqlite/settle.ts';
import { markBehind, readSnapshot, type SnapshotContent } from './sqlite/snapshot.ts';

/** Names what is restored and where to. */
export interface RestoreOptions {
  /** Folder of the backup. */
  readonly folder: string;
  readonly dataDir: string;
  /** Program and version; noted in the folder. */
  readonly createdBy: string;
  readonly files?: FileSystem;
}

/** Opens a folder to restore into; it works in place, since the folder may be a mounted disk. */
export function openRestoreTarget(options: RestoreOptions): RestoreTarget {
  const { folder, dataDir, files = nodeFileSystem() } = options;
  const parts = { files, from: layoutOf(folder), to: layoutOf(dataDir) };
  return {
    begin: () => settle(() => begin(options)),
    copyBlob: (blob) => copyBlob(parts, blob),
    finish: () => settle(() => finish(options)),
  };
}

function begin({ folder, dataDir }: RestoreOptions): Pick<SnapshotContent, 'blobs' | 'releases'> {
  try {
    const marker = assertBackup(folder);
    const source = join(folder, DATABASE_FILE);
    const content = readSnapshot(source);
    claimFolder(dataDir);
    writeJson(dataDir, RESTORING_FILE, { from: folder, backup: marker.finishedAt });
    const target = join(dataDir, DATABASE_FILE);
    for (const path of [`${target}-wal`, `${target}-shm`, `${target}-journal`]) rmSync(path, { force: true });
    copyFileSync(source, target);
    markBehind(target);
    syncPath(target);
    const pem = openLogKeyFile(folder).find();
    if (pem !== undefined) writePrivate(dataDir, LOG_KEY_FILE, pem);
    return content;
  } catch (error) {
    throw asFolderError(error, dataDir);
  }
}

function claimFolder(dataDir: string): void {
  makeFolder(resolve(dataDir));
  if (existsSync(join(dataDir, RESTORING_FILE))) return;
  const names = readdirSync(dataDir).filter((name) => name !== 'lost+found');
  if (names.length > 0) throw new StoreError('not-empty', `${dataDir} is not empty: restore never overwrites`);
}

function finish({ dataDir, createdBy }: RestoreOptions): void {
  writeFormat(dataDir, createdBy);
  rmSync(join(dataDir, RESTORING_FILE));
  syncPath(dataDir);
}
