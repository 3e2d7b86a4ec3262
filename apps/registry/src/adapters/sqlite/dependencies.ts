import type { DependentRow } from '../../ports.ts';
import type { Sql } from './sql.ts';

/** Replaces what the version shown of an algorithm depends on. */
export function replaceDependencies(
  sql: Sql,
  shown: { readonly name: string; readonly version: string; readonly dependencies: Readonly<Record<string, string>> },
): void {
  removeDependencies(sql, shown.name);
  for (const [target, range] of Object.entries(shown.dependencies)) {
    const text = 'INSERT INTO dependency (target, name, version, range) VALUES (?, ?, ?, ?)';
    sql.run(text, target, shown.name, shown.version, range);
  }
}

/** Removes what an algorithm depends on. */
export function removeDependencies(sql: Sql, name: string): void {
  sql.run('DELETE FROM dependency WHERE name = ?', name);
}

/** Counts who depends on an algorithm. */
export function countDependents(sql: Sql, target: string): number {
  return sql.get<{ total: number }>('SELECT count(*) AS total FROM dependency WHERE target = ?', target)?.total ?? 0;
}

/** Lists who depends on an algorithm, by name, after `after`. */
export function listDependents(sql: Sql, target: string, page: { after: string; limit: number }): DependentRow[] {
  const text = 'SELECT name, version, range FROM dependency WHERE target = ? AND name > ? ORDER BY name LIMIT ?';
  return sql.all<DependentRow>(text, target, page.after, page.limit);
}
