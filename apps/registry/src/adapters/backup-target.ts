import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

import { StoreError, type BackupBlob, type BackupTarget, type Clock, type Snapshot } from '../ports.ts';
import { readMarker, writeMarker } from './backup-marker.ts';
import { copyBlob } from './blob-fs/copy-blob.ts';
import { nodeFileSystem, type FileSystem } from './blob-fs/file-system.ts';
import { layoutOf } from './blob-fs/layout.ts';
import {
  asFolderError,
  assertFormat,
  DATABASE_FILE,
  LOG_KEY_FILE,
  makeFolder,
  syncPath,
  writePrivate,
} from './data-folder.ts';
import { openLogKeyFile } from './log-key-file.ts';
import { assertHasLog } from './lost-log.ts';
import { pruneShards } from './prune-shards.ts';
import { settle } from './sqlite/settle.ts';
import { readStoreId, writeSnapshot } from './sqlite/snapshot.ts';

/** Names what is backed up and where to. */
export interface BackupOptions {
  readonly dataDir: string;
  readonly folder: string;
  readonly clock: Clock;
  /** Whether the private key of the log is copied too: whoever has it can sign as the log. */
  readonly withLogKey?: boolean;
  /** What changes files; a test lets it fail. */
  readonly files?: FileSystem;
}

/**
 * Opens a folder for backups: `BACKUP`, `registry.db` (one file, no log beside it), `blobs/`.
 * @throws StoreError `not-a-data-folder`, `log-lost`, `format-newer`, `format-unknown`
 */
export function openBackupTarget(options: BackupOptions): BackupTarget {
  const { dataDir, folder, files = nodeFileSystem() } = options;
  assertFormat(dataDir);
  assertHasLog(dataDir);
  const parts = { files, from: layoutOf(dataDir), to: layoutOf(folder) };
  return {
    takeSnapshot: () => settle(() => takeSnapshot(options)),
    copyBlob: (blob) => copyBlob(parts, blob),
  };
}

const NEXT = `${DATABASE_FILE}.next`;

function takeSnapshot({ dataDir, folder, clock, withLogKey = false }: BackupOptions): Snapshot {
  const store = readStoreId(join(dataDir, DATABASE_FILE));
  try {
    claimFolder({ dataDir, folder, store });
    const next = join(folder, NEXT);
    const remove = (): void => [next, `${next}-journal`].forEach((path) => rmSync(path, { force: true }));
    remove();
    const { blobs, releases } = writeSnapshot(join(dataDir, DATABASE_FILE), next);
    syncPath(next);
    return {
      blobs,
      releases,
      finish: () =>
        settle(() => {
          copyLogKey({ dataDir, folder, withLogKey });
          finish(folder, store, clock);
        }),
      prune: () => prune(folder, blobs),
      discard: () => settle(remove),
    };
  } catch (error) {
    throw asFolderError(error, folder);
  }
}

function claimFolder({ dataDir, folder, store }: { dataDir: string; folder: string; store: string }): void {
  const place = resolve(folder) + sep;
  if (place.startsWith(resolve(dataDir) + sep)) {
    throw new StoreError('not-empty', `${folder} lies within the data folder: a backup belongs elsewhere`);
  }
  makeFolder(resolve(folder));
  const marker = readMarker(folder);
  if (marker === undefined) {
    const names = readdirSync(folder).filter((name) => !name.startsWith('.') && name !== 'lost+found');
    if (names.length > 0) throw new StoreError('not-empty', `${folder} is not empty and holds no backup`);
    writeMarker(folder, { store, finishedAt: null });
  } else if (marker.store !== store) {
    throw new StoreError('not-empty', `${folder} holds the backup of another registry`);
  }
}

/** A key that an earlier backup took is removed when it is not wanted any more. */
function copyLogKey({ dataDir, folder, withLogKey }: { dataDir: string; folder: string; withLogKey: boolean }): void {
  const pem = openLogKeyFile(dataDir).find();
  if (!withLogKey || pem === undefined) rmSync(join(folder, LOG_KEY_FILE), { force: true });
  else writePrivate(folder, LOG_KEY_FILE, pem);
}

function finish(folder: string, store: string, clock: Clock): void {
  renameSync(join(folder, NEXT), join(folder, DATABASE_FILE));
  if (existsSync(join(folder, 'blobs'))) syncPath(join(folder, 'blobs'));
  writeMarker(folder, { store, finishedAt: clock.now().toISOString() });
}

function prune(folder: string, blobs: readonly BackupBlob[]): Promise<number> {
  const wanted = new Set(blobs.map(({ digest }) => digest));
  return pruneShards(layoutOf(folder).blobs, (digest) => wanted.has(digest));
}
