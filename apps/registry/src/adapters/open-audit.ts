import { join } from 'node:path';

import type { Audit, AuditCounts, Clock, Damage } from '../ports.ts';
import { auditBlobs } from './blob-fs/audit-blobs.ts';
import { layoutOf } from './blob-fs/layout.ts';
import { DATABASE_FILE } from './data-folder.ts';
import { openLogKeyFile } from './log-key-file.ts';
import { prepareUsedFolder } from './lost-log.ts';
import { createTableAudit, type TableAudit } from './sqlite/audit.ts';
import { TABLES, tablesOf } from './sqlite/audit/table-roles.ts';
import { findBlobRow, listBlobRows } from './sqlite/blobs.ts';
import { findLogIdentity } from './sqlite/log/log-identities.ts';
import { createLogKeyRing } from './sqlite/log/log-key.ts';
import { asStoreError, openDatabase } from './sqlite/open-database.ts';
import { migrationState, readMigrations } from './sqlite/migrations.ts';
import type { Sql } from './sqlite/sql.ts';

/** Is an open check of a data folder. */
export interface OpenAudit extends Audit {
  close(): void;
}

/**
 * Opens a data folder to check it, also while servers run. It is not changed; a schema this program does not know, or
 * that waits for a migration, is an error.
 * @throws StoreError
 */
export function openAudit(options: { readonly dataDir: string; readonly clock: Clock }): OpenAudit {
  const { dataDir, clock } = options;
  prepareUsedFolder(dataDir);
  const file = join(dataDir, DATABASE_FILE);
  const sql = openDatabase(file, { mustExist: true });
  const tables = openTableAudit(sql, { file, clock });
  const parts = {
    layout: layoutOf(dataDir),
    list: (after: string, limit: number) => listBlobRows(sql, after, limit),
    isPublished: (digest: string) => findBlobRow(sql, digest)?.published === true,
  };
  return {
    unchecked: tablesOf('private').map((table) => ({ table, holds: TABLES[table]?.holds ?? '' })),
    async check(stage, found): Promise<AuditCounts> {
      const counts = await tables.check(stage, found);
      if (stage === 'log') checkKey(sql, dataDir, found);
      return stage === 'blobs' ? { blobs: await auditBlobs(parts, found) } : counts;
    },
    close() {
      tables.close();
      sql.close();
    },
  };
}

function openTableAudit(sql: Sql, { file, clock }: { readonly file: string; readonly clock: Clock }): TableAudit {
  try {
    migrationState(sql, readMigrations());
    return createTableAudit(sql, clock);
  } catch (error) {
    sql.close();
    throw asStoreError(error, file);
  }
}

/** A folder without a key is a restored one, and sound; one with another key would sign what nobody believes. */
function checkKey(sql: Sql, dataDir: string, found: (damage: Damage) => void): void {
  const file = openLogKeyFile(dataDir);
  const identity = findLogIdentity(sql);
  if (identity === undefined || file.find() === undefined || createLogKeyRing(file).holds(identity)) return;
  found({ kind: 'log-key', place: 'log.key', detail: `it is not the key of the log ${identity.origin}` });
}
