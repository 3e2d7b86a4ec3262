import type { AgencyRow } from '../../ports.ts';
import type { Sql } from './sql.ts';

/** Inserts an agency; gives false if the name is taken. */
export function insertAgency(sql: Sql, agency: AgencyRow): boolean {
  const text = 'INSERT INTO agency (name, title, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
  return sql.run(text, agency.name, JSON.stringify(agency.title), agency.createdAt.getTime()) === 1;
}

/** Tells whether an agency exists. */
export function hasAgency(sql: Sql, name: string): boolean {
  return sql.get('SELECT 1 AS found FROM agency WHERE name = ?', name) !== undefined;
}

/** Counts the agencies. */
export function countAgencies(sql: Sql): number {
  return sql.get<{ total: number }>('SELECT count(*) AS total FROM agency')?.total ?? 0;
}

interface Row {
  readonly name: string;
  readonly title: string;
  readonly created_at: number;
}

/** Finds an agency. */
export function findAgency(sql: Sql, name: string): AgencyRow | undefined {
  const row = sql.get<Row>('SELECT name, title, created_at FROM agency WHERE name = ?', name);
  return row && agencyOf(row);
}

/** Lists agencies by name, after `after`. */
export function listAgencies(sql: Sql, after: string, limit: number): readonly AgencyRow[] {
  const text = 'SELECT name, title, created_at FROM agency WHERE name > ? ORDER BY name LIMIT ?';
  return sql.all<Row>(text, after, limit).map(agencyOf);
}

function agencyOf({ name, title, created_at }: Row): AgencyRow {
  return { name, title: JSON.parse(title) as AgencyRow['title'], createdAt: new Date(created_at) };
}
