import { randomUUID } from 'node:crypto';

import {
  StoreError,
  type Accounts,
  type AgencyStates,
  type Catalogue,
  type Clock,
  type Documents,
  type Downloads,
  type Ledger,
  type Log,
  type LogTree,
  type Names,
  type SearchIndex,
  type SearchUpkeep,
  type Thesauri,
} from '../../ports.ts';
import type { PublicParts } from './apply-public.ts';
import { createBlobRows } from './blob-rows.ts';
import { createCatalogue } from './catalogue.ts';
import { createDocumentCache } from './document-cache.ts';
import { createDocumentMemory } from './document-memory.ts';
import { createDownloadCounter } from './download-counter.ts';
import { createGroupCommit } from './group-commit.ts';
import { createLedger } from './ledger.ts';
import { openLog } from './log/open-log.ts';
import type { LogKeyFile } from './log/log-key.ts';
import { rememberStates } from './log/remember-states.ts';
import { startLog } from './log/start-log.ts';
import { findMeta, putMeta, STORE_ID } from './meta.ts';
import { migrate, migrationState, readMigrations } from './migrations.ts';
import { asStoreError, assertDurable, openDatabase } from './open-database.ts';
import { createNames } from './names.ts';
import { createSearchIndex } from './search-index.ts';
import { openEngine } from './search/index/engine.ts';
import { NATIONAL } from './search/entry/lexicon-door.ts';
import { createSearchUpkeep, type UpkeepParts } from './search/upkeep/upkeep.ts';
import type { Sql } from './sql.ts';
import { createThesauri } from './thesauri.ts';
import { findToken } from './tokens.ts';

/** Describes the database of a data folder. */
export interface TablesOptions {
  readonly file: string;
  readonly clock: Clock;
  readonly documentMemoryBytes: number;
  readonly hasBlobFile: PublicParts['hasBlobFile'];
  /** The private key of the log. */
  readonly logKey: LogKeyFile;
  /** Gives the name of the log; asked once in its life. */
  readonly origin: () => string;
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
  readonly searchUpkeep: SearchUpkeep;
  readonly log: Log;
  readonly tree: LogTree;
  readonly agencyStates: AgencyStates;
  readonly names: Names;
  readonly downloads: Downloads;
  readonly thesauri: Thesauri;
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
  startLog(sql, { clock: options.clock, origin: options.origin, key: options.logKey });
  return migrated;
}

function assemble(sql: Sql, options: TablesOptions): Omit<Tables, 'migrated'> {
  const { clock, hasBlobFile } = options;
  const memory = createDocumentMemory(options.documentMemoryBytes);
  const { seal, keys, receiptOf, watch, findOfLog, ...readers } = openLog(sql, options.logKey, memory);
  const documents = createDocumentCache({ sql, clock, memory, findOfLog });
  const touched = new Set<string>();
  const forget = (): void => {
    documents.forget(touched);
    touched.clear();
  };
  const onCommit = (): void => {
    forget();
    watch.notify();
  };
  const group = createGroupCommit({ sql, beforeCommit: seal, onCommit, onRollback: forget });
  const downloads = createDownloadCounter(sql, group);
  return {
    sql,
    ...readers,
    ledger: createLedger({ sql, group, clock, keys, touched, hasBlobFile, receiptOf, readState: rememberStates() }),
    catalogue: createCatalogue(sql, documents, receiptOf),
    accounts: { findToken: (hash) => Promise.resolve(findToken(sql, hash)) },
    documents,
    names: createNames(sql),
    ...openSearch({ sql, group, clock }),
    downloads,
    thesauri: createThesauri({ sql, group, clock }),
    blobRows: createBlobRows({ sql, group, clock }),
    meta: { get: (key) => findMeta(sql, key), set: (key, value) => group.submit(() => putMeta(sql, key, value)) },
    close: closeOnce(async () => {
      watch.close();
      try {
        await downloads.flush();
      } finally {
        await group.drain();
        sql.close();
      }
    }),
  };
}

/** Opens search and what keeps it; neither reads anything yet. */
function openSearch(parts: Omit<UpkeepParts, 'engine'>): Pick<Tables, 'search' | 'searchUpkeep'> {
  const engine = openEngine(parts.sql, { lexicon: NATIONAL, now: () => parts.clock.now() });
  return { search: createSearchIndex(engine), searchUpkeep: createSearchUpkeep({ ...parts, engine }) };
}

function closeOnce(close: () => Promise<void>): () => Promise<void> {
  let isClosed = false;
  return async () => {
    if (isClosed) return;
    isClosed = true;
    await close();
  };
}
