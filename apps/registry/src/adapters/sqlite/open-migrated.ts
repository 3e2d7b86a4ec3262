import { StoreError } from '../../ports.ts';
import { migrationState, readMigrations } from './migrations.ts';
import { asStoreError, assertDurable, openDatabase } from './open-database.ts';
import type { Sql } from './sql.ts';

/**
 * Opens the database of a data folder for maintenance, also while servers run. Nothing is migrated.
 * @throws StoreError `migration-pending`, `migration-newer`, `migration-changed`, those of opening a database
 */
export function openMigrated(file: string): Sql {
  const sql = openDatabase(file, { mustExist: true });
  try {
    const { pending } = migrationState(sql, readMigrations());
    if (pending.length > 0) throw new StoreError('migration-pending', 'run "nforge-registry migrate" first');
    assertDurable(sql);
    return sql;
  } catch (error) {
    sql.close();
    throw asStoreError(error, file);
  }
}
