import type { Sql, SqlValue } from '../sql.ts';
import { TABLES } from './table-roles.ts';

/** Is a row that is not as it should be. */
export interface RowDifference {
  readonly table: string;
  /** Names the row for people. */
  readonly row: string;
  /** `missing`: it should be there; `unknown`: it should not; else the columns that differ. */
  readonly what: 'missing' | 'unknown' | readonly string[];
}

interface Shape {
  readonly table: string;
  readonly key: readonly string[];
  readonly rest: readonly string[];
  readonly label: string;
}

interface Row extends Readonly<Record<string, SqlValue>> {
  readonly label__: SqlValue;
}

/**
 * Compares a table of two databases row by row and column by column, whatever their order. Needs memory for one row, and
 * for each row one search in the other database; gives the number of rows that are expected.
 */
export function compareRows(
  sides: { readonly expected: Sql; readonly stored: Sql },
  table: string,
  tell: (difference: RowDifference) => void,
): number {
  const { expected, stored } = sides;
  const shape = shapeOf(expected, table);
  let count = 0;
  for (const row of expected.iterate<Row>(listText(shape))) {
    count += 1;
    const what = compareRow(stored, shape, row);
    if (what !== undefined) tell({ table, row: String(row.label__), what });
  }
  for (const row of stored.iterate<Row>(listText(shape))) {
    if (find(expected, shape, row) === undefined) tell({ table, row: String(row.label__), what: 'unknown' });
  }
  return count;
}

/**
 * Lists the rows of a table that refer to no row of another, each named for people: SQLite tells only a row id, and most tables
 * have none. The schema must be the one of this program.
 */
export function listDangling(sql: Sql, table: string, key: number): readonly string[] {
  const columns = sql
    .all<ForeignKey>(`PRAGMA foreign_key_list(${table})`)
    .filter(({ id }) => id === key)
    .sort((a, b) => a.seq - b.seq);
  const parent = columns[0]?.table ?? '';
  const primary = primaryKeyOf(sql, parent);
  const pairs = columns.map(({ from, to, seq }) => ({ from, to: to ?? primary[seq] ?? '' }));
  const isSet = pairs.map(({ from }) => `${table}."${from}" IS NOT NULL`).join(' AND ');
  const isMatch = pairs.map(({ from, to }) => `parent."${to}" = ${table}."${from}"`).join(' AND ');
  const text = `SELECT ${shapeOf(sql, table).label} AS label FROM ${table}
    WHERE ${isSet} AND NOT EXISTS (SELECT 1 FROM ${parent} AS parent WHERE ${isMatch})`;
  return sql.all<{ label: SqlValue }>(text).map(({ label }) => String(label));
}

interface ForeignKey {
  readonly id: number;
  readonly seq: number;
  readonly table: string;
  readonly from: string;
  readonly to: string | null;
}

function primaryKeyOf(sql: Sql, table: string): readonly string[] {
  const columns = sql.all<{ name: string; pk: number }>(`PRAGMA table_xinfo(${table})`);
  const primary = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  return primary.map(({ name }) => name);
}

/** The names come from the schema of this program, never from the data that are looked at. */
function shapeOf(sql: Sql, table: string): Shape {
  const { key: named, free = [], label } = TABLES[table] ?? {};
  const columns = sql.all<{ name: string }>(`PRAGMA table_xinfo(${table})`);
  const key = named ?? primaryKeyOf(sql, table);
  const rest = columns.map(({ name }) => name).filter((name) => !key.includes(name) && !free.includes(name));
  return { table, key, rest, label: label ?? key.map((name) => `"${name}"`).join(` || ' ' || `) };
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

const listText = ({ table, key, rest, label }: Shape): string =>
  `SELECT ${quoted([...key, ...rest])}, ${label} AS label__ FROM ${table}`;

function find(sql: Sql, { table, key, rest }: Shape, row: Row): Row | undefined {
  const where = key.map((name) => `"${name}" IS ?`).join(' AND ');
  const values = key.map((name) => row[name] ?? null);
  return sql.get<Row>(`SELECT ${quoted([...key, ...rest])} FROM ${table} WHERE ${where}`, ...values);
}

function compareRow(stored: Sql, shape: Shape, row: Row): RowDifference['what'] | undefined {
  const found = find(stored, shape, row);
  if (found === undefined) return 'missing';
  const different = shape.rest.filter((name) => !isSame(row[name] ?? null, found[name] ?? null));
  return different.length === 0 ? undefined : different;
}

function isSame(a: SqlValue, b: SqlValue): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b) === 0;
  return a === b;
}
