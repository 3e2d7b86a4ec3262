import type { BackupBlob } from '../../ports.ts';
import { putLogStatus } from './log/log-status.ts';
import { findMeta, STORE_ID } from './meta.ts';
import { migrationState, readMigrations } from './migrations.ts';
import { asStoreError } from './open-database.ts';
import { openSql, type Sql } from './sql.ts';

/** Tells what a database that lies in a backup holds. */
export interface SnapshotContent {
  readonly storeId: string;
  readonly blobs: readonly BackupBlob[];
  readonly releases: number;
}

/**
 * Writes one consistent state of a database into a new file, while others write to it, and takes out what is no
 * lasting fact: unfinished uploads, unpublished blobs, other forms, unjudged requests. The caller fsyncs the file.
 */
export function writeSnapshot(database: string, file: string): SnapshotContent {
  withSql(database, (sql) => sql.run('VACUUM INTO ?', file));
  withSql(file, (sql) => {
    sql.exec(`PRAGMA journal_mode = DELETE;
      BEGIN IMMEDIATE;
      DELETE FROM upload;
      DELETE FROM derived;
      DELETE FROM blob WHERE published = 0;
      DELETE FROM submission WHERE request IS NOT NULL;
      COMMIT;`);
  });
  return readSnapshot(file);
}

/**
 * Reads what a database in a backup holds.
 * @throws StoreError `migration-newer`, `migration-changed`, `damaged`
 */
export function readSnapshot(file: string): SnapshotContent {
  return withSql(file, (sql) => {
    migrationState(sql, readMigrations());
    return {
      storeId: findMeta(sql, STORE_ID) ?? '',
      blobs: sql.all<BackupBlob>('SELECT digest, size FROM blob WHERE published = 1 ORDER BY digest'),
      releases: sql.get<{ total: number }>('SELECT count(*) AS total FROM release')?.total ?? 0,
    };
  });
}

/**
 * Notes in a database that was copied that its log is behind the one that the world has seen: whatever was signed since the
 * copy was taken is missing, and one more leaf would fork the log.
 */
export function markBehind(file: string): void {
  withSql(file, (sql) => putLogStatus(sql, 'log-behind'));
}

/** Reads the id of a data folder's database. */
export function readStoreId(file: string): string {
  return withSql(file, (sql) => findMeta(sql, STORE_ID) ?? '');
}

function withSql<T>(file: string, work: (sql: Sql) => T): T {
  let sql: Sql | undefined;
  try {
    sql = openSql(file, { mustExist: true, busyTimeout: 30_000 });
    return work(sql);
  } catch (error) {
    throw asStoreError(error, file);
  } finally {
    sql?.close();
  }
}
