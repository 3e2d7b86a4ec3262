import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { StoreError, type Clock, type CopyTarget, type RebuildTarget } from '../ports.ts';
import { nodeFileSystem } from './blob-fs/file-system.ts';
import { blobFile, layoutOf } from './blob-fs/layout.ts';
import { storeBlob } from './blob-fs/store-blob.ts';
import {
  DATABASE_FILE,
  LOG_KEY_FILE,
  makeFolder,
  RESTORING_FILE,
  syncPath,
  writeFormat,
  writeJson,
} from './data-folder.ts';
import { openLogKeyFile } from './log-key-file.ts';
import { checkBlob, projectOrThrow, putInPlace, REBUILD_FILE } from './rebuild-target.ts';
import { findLogIdentity } from './sqlite/log/log-identities.ts';
import { createLogKeyRing } from './sqlite/log/log-key.ts';
import { createRebuiltTables, type RebuiltTables } from './sqlite/rebuild/rebuilt-tables.ts';
import { openSql } from './sqlite/sql.ts';
import { openStage, type OpenStage } from './sqlite/stage/open-stage.ts';
import { settle } from './sqlite/settle.ts';

/** Names the folder that becomes a data folder. */
export interface CopyOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  /** Program and version; noted in the folder. */
  readonly createdBy: string;
}

/** Opens an empty folder, or one that holds archives alone, to make a data folder of another copy of a log. */
export function openCopyTarget(options: CopyOptions): CopyTarget {
  const { dataDir, clock } = options;
  const layout = layoutOf(dataDir);
  const parts = { files: nodeFileSystem(), layout };
  const stage = openStage(clock.now());
  return {
    stage,
    claim: () => settle(() => claim(dataDir)),
    hasArchive: async ({ digest, size }) =>
      (await stat(blobFile(layout, digest)).catch(() => undefined))?.size === size,
    async storeArchive(archive, body) {
      await storeBlob(parts, archive, body);
    },
    begin: () => beginTables(options, stage),
    key: () => settle(() => keyOf(dataDir)),
    close: () => settle(() => stage.close()),
  };
}

const MAY_BE_THERE: ReadonlySet<string> = new Set(['blobs', 'uploads', 'derived', LOG_KEY_FILE, 'lost+found']);

function claim(dataDir: string): void {
  makeFolder(resolve(dataDir));
  const strangers = readdirSync(dataDir).filter((name) => !MAY_BE_THERE.has(name));
  if (strangers.length > 0 && !existsSync(join(dataDir, RESTORING_FILE))) {
    throw new StoreError('not-empty', `${dataDir} holds ${strangers.slice(0, 3).join(', ')}: nothing is overwritten`);
  }
  writeJson(dataDir, RESTORING_FILE, { rebuild: true });
  for (const name of [DATABASE_FILE, REBUILD_FILE]) rmSync(join(dataDir, name), { force: true });
  for (const name of ['blobs', 'uploads', 'derived']) mkdirSync(join(dataDir, name), { recursive: true, mode: 0o700 });
}

function beginTables({ dataDir, clock, createdBy }: CopyOptions, stage: OpenStage): RebuildTarget {
  const file = join(dataDir, REBUILD_FILE);
  const tables = createRebuiltTables({ old: stage.sql, file, now: clock.now(), hasNodes: false });
  return {
    project: (found) => settle(() => projectOrThrow(tables, found)),
    copyPrivate: () => settle(() => (tables.markCopied(), [])),
    listBlobs: (after, limit) => settle(() => tables.listBlobs(after, limit)),
    checkBlob: ({ digest }) => checkBlob(tables, dataDir, digest),
    compareOld: () => Promise.resolve(),
    finish: async () => {
      await tables.mergeSearch();
      await settle(() => finish(tables, { dataDir, createdBy }));
    },
    close: () =>
      settle(() => {
        tables.closeNew();
        rmSync(file, { force: true });
      }),
  };
}

function finish(tables: RebuiltTables, { dataDir, createdBy }: Omit<CopyOptions, 'clock'>): void {
  tables.assertKey(createLogKeyRing(openLogKeyFile(dataDir)), openLogKeyFile(dataDir).find() !== undefined);
  putInPlace(tables, dataDir);
  writeFormat(dataDir, createdBy);
  rmSync(join(dataDir, RESTORING_FILE));
  syncPath(dataDir);
}

function keyOf(dataDir: string): string {
  const sql = openSql(join(dataDir, DATABASE_FILE), { readonly: true });
  try {
    return findLogIdentity(sql)?.key ?? '';
  } finally {
    sql.close();
  }
}
