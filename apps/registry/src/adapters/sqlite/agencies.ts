import type { AgencyRow } from '../../ports.ts';
import type { Sql } from './sql.ts';

/** Inserts an agency. */
export function insertAgency(sql: Sql, { name, title, createdAt, logIndex }: AgencyRow): void {
  const text = 'INSERT INTO agency (name, title, created_at, log_index) VALUES (?, ?, ?, ?)';
  sql.run(text, name, JSON.stringify(title), createdAt.getTime(), logIndex);
}

/** Tells whether an agency exists. */
export function hasAgency(sql: Sql, name: string): boolean {
  return sql.get('SELECT 1 AS found FROM agency WHERE name = ?', name) !== undefined;
}

/** Gives an agency another name. Whatever refers to the old one must be moved within `move`. */
export function renameAgency(sql: Sql, names: { readonly from: string; readonly to: string }, move: () => void): void {
  const text = `INSERT INTO agency (name, title, created_at, log_index)
    SELECT ?, title, created_at, log_index FROM agency WHERE name = ?`;
  sql.run(text, names.to, names.from);
  move();
  sql.run('DELETE FROM agency WHERE name = ?', names.from);
}

/** Counts the agencies. */
export function countAgencies(sql: Sql): number {
  return sql.get<{ total: number }>('SELECT count(*) AS total FROM agency')?.total ?? 0;
}

interface Row {
  readonly name: string;
  readonly title: string;
  readonly created_at: number;
  readonly log_index: number;
}

const SELECT = 'SELECT name, title, created_at, log_index FROM agency';

/** Finds an agency. */
export function findAgency(sql: Sql, name: string): AgencyRow | undefined {
  const row = sql.get<Row>(`${SELECT} WHERE name = ?`, name);
  return row && agencyOf(row);
}

/** Lists agencies by name, after `after`. */
export function listAgencies(sql: Sql, after: string, limit: number): readonly AgencyRow[] {
  const text = `${SELECT} WHERE name > ? ORDER BY name LIMIT ?`;
  return sql.all<Row>(text, after, limit).map(agencyOf);
}

function agencyOf({ name, title, created_at, log_index }: Row): AgencyRow {
  const createdAt = new Date(created_at);
  return { name, title: JSON.parse(title) as AgencyRow['title'], createdAt, logIndex: log_index };
}
