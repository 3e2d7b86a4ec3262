import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';

import type {
  Accounts,
  AgencyStates,
  ArchiveFiles,
  Archives,
  Blobs,
  Catalogue,
  Clock,
  Documents,
  Downloads,
  Ledger,
  Log,
  LogTree,
  Names,
  SearchIndex,
  SearchUpkeep,
  StoreLimits,
} from '../ports.ts';
import { createArchiveFiles } from './blob-fs/archive-files.ts';
import { createArchives } from './blob-fs/archive-forms.ts';
import { createBlobStore } from './blob-fs/blob-store.ts';
import { nodeFileSystem, type FileSystem } from './blob-fs/file-system.ts';
import { blobFile, layoutOf } from './blob-fs/layout.ts';
import { DATABASE_FILE, prepareDataFolder } from './data-folder.ts';
import { withDetails } from './details-as-blobs.ts';
import { openLogKeyFile } from './log-key-file.ts';
import { assertLogKept } from './lost-log.ts';
import { openTables, type Tables } from './sqlite/open-tables.ts';

/** Describes how a data folder is opened. */
export interface StoreOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  /** Name of the log (C2SP key name), taken at the first start and never again; a random one unless given. */
  readonly origin?: string;
  readonly limits?: Partial<StoreLimits>;
  /** Whether a missing or empty folder becomes a data folder (default: yes). */
  readonly create?: boolean;
  /** Whether missing migrations are applied (default: yes). */
  readonly migrate?: boolean;
  /** Program and version that creates the folder; noted in it. */
  readonly createdBy?: string;
  /** Called with each SQL statement that runs; for counting. */
  readonly onStatement?: (text: string) => void;
  /** What changes files; a test lets it fail. */
  readonly files?: FileSystem;
}

/** Is an open data folder: every port on SQLite and files. Several processes of a machine may open the same one. */
export interface Store {
  readonly ledger: Ledger;
  readonly catalogue: Catalogue;
  readonly accounts: Accounts;
  readonly documents: Documents;
  readonly blobs: Blobs;
  readonly archives: Archives;
  readonly files: ArchiveFiles;
  readonly search: SearchIndex;
  readonly searchUpkeep: SearchUpkeep;
  readonly downloads: Downloads;
  readonly log: Log;
  readonly tree: LogTree;
  readonly agencyStates: AgencyStates;
  readonly names: Names;
  /** Remembers small settings. */
  readonly meta: Tables['meta'];
  /** Names of the migrations that this opening applied. */
  readonly migrated: readonly string[];
  /** Settles everything taken so far, then closes. */
  close(): Promise<void>;
}

const MIB = 1024 * 1024;

/** What a data folder takes unless told otherwise. */
const DEFAULT_STORE_LIMITS: StoreLimits = {
  documentMemoryBytes: 64 * MIB,
  fileMemoryBytes: 32 * MIB,
  blobBytes: 2048 * MIB,
  quotaBytes: 4096 * MIB,
  derivedBytes: 4096 * MIB,
};

/**
 * Opens a data folder: `FORMAT`, `registry.db`, `blobs/`, `uploads/`, `derived/`.
 *
 * @throws StoreError `not-a-data-folder`, `format-newer`, `format-unknown`, `incomplete`, `log-lost`, `not-writable`, `locked`,
 * `damaged`, `storage-full`, `migration-newer`, `migration-changed`, `migration-pending`, `sqlite-too-old`,
 * `durability-refused`
 */
// eslint-disable-next-line @typescript-eslint/require-await -- other adapters connect; errors arrive as rejections
export async function openStore(options: StoreOptions): Promise<Store> {
  const limits = Object.freeze({ ...DEFAULT_STORE_LIMITS, ...options.limits });
  const by = options.createdBy ?? 'nforge-registry';
  assertLogKept(options.dataDir, prepareDataFolder(options.dataDir, { create: options.create ?? true, by }));
  const layout = layoutOf(options.dataDir);
  const { clock, onStatement } = options;
  const tables = openTables({
    file: join(options.dataDir, DATABASE_FILE),
    clock,
    documentMemoryBytes: limits.documentMemoryBytes,
    hasBlobFile: ({ digest, size }) => statSync(blobFile(layout, digest), { throwIfNoEntry: false })?.size === size,
    logKey: openLogKeyFile(options.dataDir),
    origin: () => options.origin ?? `local-${randomBytes(4).toString('hex')}`,
    migrate: options.migrate ?? true,
    ...(onStatement ? { onStatement } : {}),
  });
  const parts = { layout, files: options.files ?? nodeFileSystem(), rows: tables.blobRows, clock };
  return {
    ...pickPorts(tables),
    blobs: withDetails(createBlobStore({ ...parts, limits }), tables.log),
    archives: createArchives({ ...parts, derivedBytes: limits.derivedBytes }),
    files: createArchiveFiles({ ...parts, memoryBytes: limits.fileMemoryBytes }),
  };
}

function pickPorts({ sql: _sql, blobRows: _rows, ...ports }: Tables): Omit<Store, 'blobs' | 'archives' | 'files'> {
  return ports;
}
