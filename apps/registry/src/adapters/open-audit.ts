import { statSync } from 'node:fs';
import { join } from 'node:path';

import type { Audit, AuditCounts, Clock, Damage } from '../ports.ts';
import { auditBlobs } from './blob-fs/audit-blobs.ts';
import { auditForms, type AuditFormsParts } from './blob-fs/audit-forms.ts';
import type { BlobRow } from './blob-fs/blob-rows.ts';
import { layoutOf } from './blob-fs/layout.ts';
import { DATABASE_FILE, LOG_KEY_FILE } from './data-folder.ts';
import { openLogKeyFile } from './log-key-file.ts';
import { prepareUsedFolder } from './lost-log.ts';
import { createTableAudit, type TableAudit } from './sqlite/audit.ts';
import { TABLES, tablesOf } from './sqlite/audit/table-roles.ts';
import { findBlobRow, listBlobRows } from './sqlite/blobs.ts';
import { findDerived, listDerived } from './sqlite/derived-forms.ts';
import { formOf } from './sqlite/form-rows.ts';
import { findLogIdentity } from './sqlite/log/log-identities.ts';
import { createLogKeyRing } from './sqlite/log/log-key.ts';
import { asStoreError, openDatabase } from './sqlite/open-database.ts';
import { migrationState, readMigrations } from './sqlite/migrations.ts';
import { findRemoved } from './sqlite/releases.ts';
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
  const remains: string[] = [];
  const parts = {
    layout: layoutOf(dataDir),
    list: (after: string, limit: number) => listBlobRows(sql, after, limit),
    removedFrom: (row: BlobRow) => removedFrom(sql, row),
    note: (text: string) => void remains.push(text),
    isPublished: (digest: string) => findBlobRow(sql, digest)?.published === true,
  };
  return {
    notes: () => [...(hasKey(dataDir) ? [] : [KEYLESS]), ...remains],
    unchecked: tablesOf('private').map((table) => ({ table, holds: TABLES[table]?.holds ?? '' })),
    async check(stage, found): Promise<AuditCounts> {
      const counts = await tables.check(stage, found);
      if (stage === 'log') checkKey(sql, dataDir, found);
      if (stage !== 'blobs') return counts;
      const blobs = await auditBlobs(parts, found);
      await auditForms(formsOf(sql, dataDir), found);
      return { blobs };
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
  const mode = modeOfKey(dataDir);
  if (mode !== undefined) found({ kind: 'log-key', place: 'log.key', detail: othersRead(mode) });
  const identity = findLogIdentity(sql);
  if (identity === undefined || file.find() === undefined || createLogKeyRing(file).holds(identity)) return;
  found({ kind: 'log-key', place: 'log.key', detail: `it is not the key of the log ${identity.origin}` });
}

/** A folder without a key may be a restored one or a mirror: no damage, but whoever thinks it writes should know. */
const KEYLESS = 'log.key is missing: nothing can be signed, so nothing is written, until it is put back';

const hasKey = (dataDir: string): boolean => openLogKeyFile(dataDir).find() !== undefined;

const othersRead = (mode: string): string =>
  `others than its owner may use it (mode ${mode}), and whoever has it signs as this registry: run "chmod 600" on it, and think of who may have copied it`;

/** Gives the mode of the key where others than its owner may read or write it. */
function modeOfKey(dataDir: string): string | undefined {
  const found = statSync(join(dataDir, LOG_KEY_FILE), { throwIfNoEntry: false });
  // Windows keeps rights elsewhere.
  if (found === undefined || process.platform === 'win32' || (found.mode & 0o077) === 0) return undefined;
  return (found.mode & 0o777).toString(8).padStart(4, '0');
}

function formsOf(sql: Sql, dataDir: string): AuditFormsParts {
  return {
    layout: layoutOf(dataDir),
    forms: listDerived(sql).map(formOf),
    isKept: ({ source, form, digest }) => findDerived(sql, source, form)?.digest === digest,
  };
}

/** A blob that a tombstone let go of was last touched never; its record may be erased, and its release then unknown. */
function removedFrom(sql: Sql, { digest, published, touchedAt }: BlobRow): string | undefined {
  if (published) return undefined;
  const release = findRemoved(sql, digest);
  if (release !== undefined) return `${release.name}@${release.version}`;
  return touchedAt === 0 ? 'a release' : undefined;
}
