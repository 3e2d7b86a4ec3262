import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { StoreError } from '../../ports.ts';
import type { Sql } from './sql.ts';

/** Is one step of the schema: a file `NNNN_verb_noun.sql` that is never edited after a release. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly script: string;
  /** SHA-256 of the script, line ends as LF, hexadecimal. */
  readonly checksum: string;
}

/** Tells what the schema of a database has and lacks. */
export interface MigrationState {
  readonly applied: readonly string[];
  readonly pending: readonly Migration[];
}

const FILE = /^(\d{4})_[a-z0-9_]+\.sql$/;

/**
 * Reads the migrations that ship with this program, in order. They lie beside `package.json`, which is found upwards
 * from this file, whether that is the source or a bundle in `dist`.
 */
export function readMigrations(folder: string = shippedFolder()): readonly Migration[] {
  const names = readdirSync(folder).filter((name) => FILE.test(name));
  return names.sort().map((name, index) => {
    const script = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    const number = Number(name.slice(0, 4));
    if (number !== index + 1) throw new Error(`migration ${name} is not number ${index + 1}`);
    return { number, name: name.slice(0, -4), script, checksum: hash('sha256', script) };
  });
}

function shippedFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'migrations', 'sqlite'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the folder migrations/sqlite is missing from this installation');
    folder = parent;
  }
  return join(folder, 'migrations', 'sqlite');
}

const CREATE = `CREATE TABLE IF NOT EXISTS migration (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL
) STRICT`;
const EXISTS = `SELECT 1 AS found FROM sqlite_schema WHERE type = 'table' AND name = 'migration'`;
const LIST = 'SELECT number, name, checksum FROM migration ORDER BY number';
const INSERT = 'INSERT INTO migration (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)';

/**
 * Compares the schema of a database with the migrations of this program.
 *
 * @throws StoreError `migration-newer` (a later program was here), `migration-changed` (a file was edited)
 */
export function migrationState(sql: Sql, migrations: readonly Migration[]): MigrationState {
  if (sql.get(EXISTS) === undefined) return { applied: [], pending: migrations };
  const applied = sql.all<{ number: number; name: string; checksum: string }>(LIST);
  for (const row of applied) assertKnown(row, migrations[row.number - 1]);
  return { applied: applied.map(({ name }) => name), pending: migrations.slice(applied.length) };
}

function assertKnown(row: { name: string; checksum: string }, migration: Migration | undefined): void {
  if (migration === undefined) {
    throw new StoreError(
      'migration-newer',
      `the data was written by a newer nforge-registry: it knows the migration ${row.name}, this program does not`,
    );
  }
  if (migration.checksum !== row.checksum || migration.name !== row.name) {
    throw new StoreError('migration-changed', `the migration ${row.name} is not the one that was applied`);
  }
}

/**
 * Applies what is missing, all in one transaction under the write lock, so that two processes starting at once do not
 * both do it, and a killed one leaves nothing half done.
 *
 * @returns the names of what was applied
 */
export function migrate(sql: Sql, migrations: readonly Migration[], now: Date): readonly string[] {
  sql.exec('BEGIN IMMEDIATE');
  try {
    sql.exec(CREATE);
    const { pending } = migrationState(sql, migrations);
    for (const { number, name, script, checksum } of pending) {
      sql.exec(script);
      sql.run(INSERT, number, name, checksum, now.getTime());
    }
    sql.exec('COMMIT');
    return pending.map(({ name }) => name);
  } catch (error) {
    if (sql.inTransaction()) sql.exec('ROLLBACK');
    throw error;
  }
}
