import { migrate, readMigrations } from '../migrations.ts';
import { openSql, type Sql } from '../sql.ts';

/**
 * Opens a new database with the tables of this program, to be filled from a log. It is thrown away when something
 * fails, so nothing waits for the disk; whoever keeps it syncs the file.
 * @param file path of a file that does not exist; without one SQLite takes a temporary file, which nobody else sees and
 * which is gone with the process, however it ends. What does not fit in memory goes there.
 */
export function openScratch(file: string, now: Date): Sql {
  const sql = openSql(file, {});
  try {
    sql.exec(
      'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536',
    );
    sql.exec('PRAGMA trusted_schema = OFF');
    sql.exec('PRAGMA locking_mode = EXCLUSIVE');
    migrateInto(sql, now);
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}

function migrateInto(sql: Sql, now: Date): void {
  migrate(sql, readMigrations(), now);
}
