import { randomUUID } from 'node:crypto';

import type { Accounts, Catalogue, Clock, Documents, Downloads, Ledger, SearchIndex } from '../../ports.ts';
import { createBlobRows } from './blob-rows.ts';
import { createCatalogue } from './catalogue.ts';
import type { CommitContext } from './commit-context.ts';
import { createDocumentCache } from './document-cache.ts';
import { createDownloadCounter } from './download-counter.ts';
import { createGroupCommit } from './group-commit.ts';
import { createLedger } from './ledger.ts';
import { findMeta, putMeta, STORE_ID } from './meta.ts';
import { migrate, migrationState, readMigrations } from './migrations.ts';
import { asStoreError, assertDurable, openDatabase } from './open-database.ts';
import { StoreError } from '../../ports.ts';
import { createSearchIndex } from './search-index.ts';
import type { Sql } from './sql.ts';
import { findToken } from './tokens.ts';

/** Describes the database of a data folder. */
export interface TablesOptions {
  readonly file: string;
  readonly clock: Clock;
  readonly documentMemoryBytes: number;
  readonly hasBlobFile: CommitContext['hasBlobFile'];
  /** Whether missing migrations are applied; else they are an error. */
  readonly migrate: boolean;
  /** Called with each statement that runs; for counting. */
  readonly onStatement?: (text: string) => void;
}

/** Is an open database with everything it serves. */
export interface Tables {
  readonly sql: Sql;
  readonly ledger: Ledger;
  readonly catalogue: Catalogue;
  readonly accounts: Accounts;
  readonly documents: Documents;
  readonly search: SearchIndex;
  readonly downloads: Downloads;
  readonly blobRows: ReturnType<typeof createBlobRows>;
  readonly meta: { get(key: string): string | undefined; set(key: string, value: string): Promise<void> };
  /** Names of the migrations that were applied by this opening. */
  readonly migrated: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens the database: settings, migrations, and a first write after which its durability is asserted.
 * @throws StoreError
 */
export function openTables(options: TablesOptions): Tables {
  const sql = openDatabase(options.file, options.onStatement ? { onStatement: options.onStatement } : {});
  try {
    const migrated = prepare(sql, options);
    // From here on the write lock is waited for without stopping the process (see group-commit.ts). What is left
    // covers the moments in which reading needs a lock: another process recovers the log after a crash.
    sql.exec('PRAGMA busy_timeout = 20');
    return { ...assemble(sql, options), migrated };
  } catch (error) {
    sql.close();
    throw asStoreError(error, options.file);
  }
}

function prepare(sql: Sql, options: TablesOptions): readonly string[] {
  const migrations = readMigrations();
  const { pending } = migrationState(sql, migrations);
  if (pending.length > 0 && !options.migrate) {
    const names = pending.map(({ name }) => name).join(', ');
    throw new StoreError('migration-pending', `run "nforge-registry migrate" first; not applied yet: ${names}`);
  }
  const migrated = pending.length > 0 ? migrate(sql, migrations, options.clock.now()) : [];
  if (findMeta(sql, STORE_ID) === undefined) putMeta(sql, STORE_ID, randomUUID());
  putMeta(sql, 'opened-at', options.clock.now().toISOString());
  assertDurable(sql);
  return migrated;
}

function assemble(sql: Sql, { clock, documentMemoryBytes, hasBlobFile }: TablesOptions): Omit<Tables, 'migrated'> {
  const documents = createDocumentCache({ sql, clock, maxBytes: documentMemoryBytes });
  const touched = new Set<string>();
  const forget = (): void => {
    documents.forget(touched);
    touched.clear();
  };
  const group = createGroupCommit({ sql, onCommit: forget, onRollback: forget });
  const downloads = createDownloadCounter(sql, group);
  let closed = false;
  return {
    sql,
    ledger: createLedger({ group, clock, context: { sql, touched, hasBlobFile } }),
    catalogue: createCatalogue(sql, documents),
    accounts: { findToken: (hash) => Promise.resolve(findToken(sql, hash)) },
    documents,
    search: createSearchIndex(sql),
    downloads,
    blobRows: createBlobRows({ sql, group, clock }),
    meta: { get: (key) => findMeta(sql, key), set: (key, value) => group.submit(() => putMeta(sql, key, value)) },
    async close() {
      if (closed) return;
      closed = true;
      try {
        await downloads.flush();
      } finally {
        await group.drain();
        sql.close();
      }
    },
  };
}
