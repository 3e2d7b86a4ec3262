import type { PrivateRows } from '../../../ports.ts';
import { findBlobRow } from '../blobs.ts';
import { TABLES, tablesOf } from '../audit/table-roles.ts';
import type { Sql, SqlValue } from '../sql.ts';

interface Sides {
  readonly from: Sql;
  readonly to: Sql;
}

type Row = Readonly<Record<string, SqlValue>>;

/** Taken over after the blobs they refer to. */
const APART: ReadonlySet<string> = new Set(['derived']);

/** Takes over the rows of every private table as they are, and the blobs that nobody published. */
export function copyPrivate(sides: Sides): readonly PrivateRows[] {
  // Both schemas are of the same migrations; when they were applied is told by the old one.
  sides.to.run('DELETE FROM migration');
  const copied = tablesOf('private')
    .filter((table) => !APART.has(table))
    .map((table) => told(table, copyRows(sides, table)));
  const blobs = copyBlobRows(sides);
  // Forms are made of what is published; of what was removed by law none may be left.
  const isKept = (row: Row): boolean => findBlobRow(sides.to, String(row['source']))?.published === true;
  const derived = copyRows(sides, 'derived', isKept);
  const uploads = { table: 'blob', holds: 'archives that are not published', rows: blobs, inBackups: false };
  return [...copied, uploads, told('derived', derived)];
}

const told = (table: string, rows: number): PrivateRows => {
  const { holds = '', noBackup = false } = TABLES[table] ?? {};
  return { table, holds, rows, inBackups: !noBackup };
};

/** The names are those of the schema of this program. */
function copyRows({ from, to }: Sides, table: string, isKept: (row: Row) => boolean = () => true): number {
  const columns = to.all<{ name: string; hidden: number }>(`PRAGMA table_xinfo(${table})`);
  const names = columns.filter(({ hidden }) => hidden === 0).map(({ name }) => name);
  const list = names.map((name) => `"${name}"`).join(', ');
  const insert = `INSERT INTO ${table} (${list}) VALUES (${names.map(() => '?').join(', ')})`;
  let count = 0;
  for (const row of from.iterate<Row>(`SELECT ${list} FROM ${table}`)) {
    if (!isKept(row)) continue;
    to.run(insert, ...names.map((name) => row[name] ?? null));
    count += 1;
  }
  return count;
}

interface BlobRow {
  readonly digest: string;
  readonly size: number;
  readonly chunks: Buffer;
  readonly touched_at: number;
}

/** What the log does not publish was uploaded and not used, or was removed by law: collecting takes it in its time. */
function copyBlobRows({ from, to }: Sides): number {
  to.run('DELETE FROM blob WHERE published = 0');
  const keep = 'UPDATE blob SET chunks = ?, touched_at = ? WHERE digest = ? RETURNING digest';
  const insert = 'INSERT INTO blob (digest, size, chunks, touched_at) VALUES (?, ?, ?, ?)';
  let count = 0;
  for (const row of from.iterate<BlobRow>('SELECT digest, size, chunks, touched_at FROM blob')) {
    if (to.get(keep, row.chunks, row.touched_at, row.digest) !== undefined) continue;
    to.run(insert, row.digest, row.size, row.chunks, row.touched_at);
    count += 1;
  }
  return count;
}
