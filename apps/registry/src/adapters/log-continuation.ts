import { join } from 'node:path';
import { stat } from 'node:fs/promises';

import type { Clock, LogContinuation, NamedArchive, OwnLog } from '../ports.ts';
import { nodeFileSystem } from './blob-fs/file-system.ts';
import { blobFile, layoutOf } from './blob-fs/layout.ts';
import { storeBlob } from './blob-fs/store-blob.ts';
import { DATABASE_FILE } from './data-folder.ts';
import { openLogKeyFile } from './log-key-file.ts';
import { prepareUsedFolder } from './lost-log.ts';
import { findBlobRow, putBlob } from './sqlite/blobs.ts';
import { findDetail } from './sqlite/log/details.ts';
import { findLogIdentity } from './sqlite/log/log-identities.ts';
import { createLogKeyRing, type LogKeyRing } from './sqlite/log/log-key.ts';
import { readNodes } from './sqlite/log/log-nodes.ts';
import { readLogStatus } from './sqlite/log/log-status.ts';
import { openMigrated } from './sqlite/open-migrated.ts';
import { settle } from './sqlite/settle.ts';
import type { Sql } from './sqlite/sql.ts';
import { continueLog, sizeOf } from './sqlite/stage/continue-log.ts';
import { openStage } from './sqlite/stage/open-stage.ts';

/** Names the data folder whose log is to be continued. */
export interface ContinuationOptions {
  readonly dataDir: string;
  readonly clock: Clock;
}

/**
 * Opens a data folder, also while servers run on it, to continue its log from another copy.
 * @throws StoreError what opening a data folder throws
 */
export function openLogContinuation({ dataDir, clock }: ContinuationOptions): LogContinuation {
  prepareUsedFolder(dataDir);
  const sql = openMigrated(join(dataDir, DATABASE_FILE));
  const keys = createLogKeyRing(openLogKeyFile(dataDir));
  const stage = openStage(clock.now());
  const read = readNodes(sql);
  const layout = layoutOf(dataDir);
  const parts = { files: nodeFileSystem(), layout };
  return {
    stage,
    state: () => settle(() => stateOf(sql, keys)),
    node: read,
    findDetail: (digest) => findDetail(sql, digest),
    async hasArchive({ digest, size }) {
      if (findBlobRow(sql, digest)?.size !== size) return false;
      return (await stat(blobFile(layout, digest)).catch(() => undefined))?.size === size;
    },
    async storeArchive(archive: NamedArchive, body) {
      const chunks = await storeBlob(parts, archive, body);
      putBlob(sql, { ...archive, chunks }, clock.now());
    },
    apply: (from, writes) => settle(() => continueLog(sql, stage, { from, writes })),
    close: () =>
      settle(() => {
        stage.close();
        sql.close();
      }),
  };
}

function stateOf(sql: Sql, keys: LogKeyRing): OwnLog {
  const { origin, key } = findLogIdentity(sql) ?? { origin: '', key: '' };
  return { origin, key, size: sizeOf(sql), status: readLogStatus(sql, keys) };
}
