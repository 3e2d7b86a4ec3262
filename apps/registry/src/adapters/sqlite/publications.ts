import type { Sql } from './sql.ts';

/** Notes which submission published a release. */
export function insertPublication(sql: Sql, release: { name: string; version: string }, submissionId: string): void {
  const text = 'INSERT INTO publication (name, version, submission_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
  sql.run(text, release.name, release.version, submissionId);
}

/** Finds the submission that published a release; `null` when that is not known here. */
export function findPublication(sql: Sql, name: string, version: string): string | null {
  const text = 'SELECT submission_id FROM publication WHERE name = ? AND version = ?';
  return sql.get<{ submission_id: string }>(text, name, version)?.submission_id ?? null;
}

/** Lists the submissions that published the releases of an algorithm under any of its names, by version. */
export function listPublications(sql: Sql, names: readonly string[]): ReadonlyMap<string, string> {
  const rows = sql.all<{ version: string; submission_id: string }>(
    'SELECT version, submission_id FROM publication WHERE name IN (SELECT value FROM json_each(?))',
    JSON.stringify(names),
  );
  return new Map(rows.map(({ version, submission_id }) => [version, submission_id]));
}
