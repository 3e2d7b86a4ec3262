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

/** Moves what an algorithm depends on to its new name. What others call it stays as they say it. */
export function renameDependent(sql: Sql, from: string, to: string): void {
  sql.run('UPDATE dependency SET name = ? WHERE name = ?', to, from);
}

/** Counts who depends on an algorithm under any of its names. */
export function countDependents(sql: Sql, names: readonly string[]): number {
  const text = 'SELECT count(DISTINCT name) AS total FROM dependency WHERE target IN (SELECT value FROM json_each(?))';
  return sql.get<{ total: number }>(text, JSON.stringify(names))?.total ?? 0;
}

/** Lists who depends on an algorithm under any of its names, by name, after `after`; who uses two names, once. */
export function listDependents(
  sql: Sql,
  names: readonly string[],
  page: { readonly after: string; readonly limit: number },
): DependentRow[] {
  const text = `SELECT name, version, range, min(target) FROM dependency
    WHERE target IN (SELECT value FROM json_each(?)) AND name > ? GROUP BY name ORDER BY name LIMIT ?`;
  const rows = sql.all<DependentRow>(text, JSON.stringify(names), page.after, page.limit);
  return rows.map(({ name, version, range }) => ({ name, version, range }));
}
