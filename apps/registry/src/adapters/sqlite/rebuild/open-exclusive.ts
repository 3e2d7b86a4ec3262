import { StoreError } from '../../../ports.ts';
import { migrationState, readMigrations } from '../migrations.ts';
import { asStoreError } from '../open-database.ts';
import { openSql, type Sql } from '../sql.ts';
import { isBusy } from '../sqlite-errors.ts';

/**
 * Opens a database for this process alone: it leaves WAL mode, which SQLite does only while nobody else has the file open,
 * and keeps its lock until it is closed, so that no server starts on it meanwhile. One that opened the file before and waits
 * for the lock cannot write once another file has taken its place: SQLite refuses to write a file that was moved.
 * @throws StoreError `locked` when a server runs on it, `migration-pending`, `migration-newer`, `damaged`
 */
export function openExclusive(file: string): Sql {
  const sql = openSql(file, { mustExist: true, busyTimeout: 1000 });
  try {
    const mode = sql.get<{ journal_mode: string }>('PRAGMA journal_mode = DELETE')?.journal_mode;
    if (mode !== 'delete') throw inUse(file);
    sql.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
    const { pending } = migrationState(sql, readMigrations());
    if (pending.length > 0) throw new StoreError('migration-pending', 'run "nforge-registry migrate" first');
    return sql;
  } catch (error) {
    sql.close();
    throw isBusy(error) ? inUse(file, error) : asStoreError(error, file);
  }
}

const inUse = (file: string, cause?: unknown): StoreError =>
  new StoreError('locked', `${file} is in use by another process`, { cause });
