import { StoreError } from '../../ports.ts';
import { openSql, type Sql, type SqlOptions } from './sql.ts';
import { isBusy, isDamaged, isStorageFull, isUnwritable } from './sqlite-errors.ts';

/** The oldest SQLite without the known fault of WAL resets (fixed in 3.51.3). */
const OLDEST = [3, 51, 3] as const;

const FULL = 2;

/**
 * Opens the database of a data folder with the settings that keep what is acknowledged: WAL, and `synchronous=FULL`
 * set after it, because the library is compiled to NORMAL in WAL mode, which loses commits when the power fails.
 *
 * @throws StoreError `sqlite-too-old`, `not-writable`, `damaged`, `locked`, `storage-full`, `durability-refused`
 */
export function openDatabase(file: string, options: SqlOptions = {}): Sql {
  let sql: Sql | undefined;
  try {
    sql = openSql(file, { busyTimeout: 5000, ...options });
    assertVersion(sql);
    setUp(sql);
    return sql;
  } catch (error) {
    sql?.close();
    throw asStoreError(error, file);
  }
}

function assertVersion(sql: Sql): void {
  const text = sql.get<{ version: string }>('SELECT sqlite_version() AS version')?.version ?? '0';
  const found = text.split('.').map(Number);
  const difference = OLDEST.map((part, index) => (found[index] ?? 0) - part).find((part) => part !== 0) ?? 0;
  if (difference < 0) throw new StoreError('sqlite-too-old', `SQLite ${text} is older than ${OLDEST.join('.')}`);
}

function setUp(sql: Sql): void {
  const mode = sql.get<{ journal_mode: string }>('PRAGMA journal_mode = WAL')?.journal_mode;
  if (mode !== 'wal') throw new StoreError('durability-refused', `the database stays in journal mode "${mode ?? '?'}"`);
  sql.exec('PRAGMA synchronous = FULL');
  sql.exec('PRAGMA foreign_keys = ON');
  sql.exec('PRAGMA trusted_schema = OFF');
  sql.exec('PRAGMA mmap_size = 0');
  sql.exec('PRAGMA journal_size_limit = 67108864');
}

/**
 * Asserts that a commit reaches the disk before it returns; called after the first write, because the pragma of a
 * connection can still change until then.
 *
 * @throws StoreError `durability-refused`
 */
export function assertDurable(sql: Sql): void {
  const synchronous = sql.get<{ synchronous: number }>('PRAGMA synchronous')?.synchronous;
  const mode = sql.get<{ journal_mode: string }>('PRAGMA journal_mode')?.journal_mode;
  const keys = sql.get<{ foreign_keys: number }>('PRAGMA foreign_keys')?.foreign_keys;
  if (synchronous === FULL && mode === 'wal' && keys === 1) return;
  throw new StoreError(
    'durability-refused',
    `SQLite runs with synchronous=${synchronous ?? '?'}, journal_mode=${mode ?? '?'}, foreign_keys=${keys ?? '?'}`,
  );
}

/** Turns an error of the database into one for the operator; a StoreError stays as it is. */
export function asStoreError(error: unknown, file: string): unknown {
  if (error instanceof StoreError) return error;
  const cause = { cause: error };
  if (isDamaged(error)) return new StoreError('damaged', `${file} is damaged or no database`, cause);
  if (isUnwritable(error)) return new StoreError('not-writable', `${file} cannot be opened for writing`, cause);
  if (isBusy(error)) return new StoreError('locked', `${file} is locked by another process`, cause);
  if (isStorageFull(error)) return new StoreError('storage-full', `there is no room to write ${file}`, cause);
  return error;
}
