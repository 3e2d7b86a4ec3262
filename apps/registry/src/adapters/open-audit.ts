import { join } from 'node:path';

import type { Audit, Clock } from '../ports.ts';
import { auditBlobs } from './blob-fs/audit-blobs.ts';
import { layoutOf } from './blob-fs/layout.ts';
import { DATABASE_FILE, prepareDataFolder } from './data-folder.ts';
import { createTableAudit } from './sqlite/audit.ts';
import { listBlobRows } from './sqlite/blobs.ts';
import { asStoreError, openDatabase } from './sqlite/open-database.ts';
import { migrationState, readMigrations } from './sqlite/migrations.ts';

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
  const { dataDir } = options;
  prepareDataFolder(dataDir, { create: false, by: '' });
  const file = join(dataDir, DATABASE_FILE);
  const sql = openDatabase(file, { mustExist: true });
  try {
    migrationState(sql, readMigrations());
  } catch (error) {
    sql.close();
    throw asStoreError(error, file);
  }
  const tables = createTableAudit(sql);
  const layout = layoutOf(dataDir);
  return {
    check: (stage, found) =>
      stage === 'blobs'
        ? auditBlobs({ layout, list: (after, limit) => listBlobRows(sql, after, limit) }, found)
        : tables.check(stage, found),
    close: () => sql.close(),
  };
}
