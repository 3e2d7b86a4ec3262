import type { Sql } from './sql.ts';

/** Is an algorithm as it is stored. */
export interface AlgorithmRow {
  readonly id: number;
  readonly name: string;
  readonly agency: string;
  readonly version_count: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** Finds an algorithm. */
export function findAlgorithmRow(sql: Sql, name: string): AlgorithmRow | undefined {
  return sql.get<AlgorithmRow>('SELECT * FROM algorithm WHERE name = ?', name);
}

/** Gives an algorithm that must be there. */
export function getAlgorithmRow(sql: Sql, name: string): AlgorithmRow {
  const row = findAlgorithmRow(sql, name);
  if (row === undefined) throw new Error(`algorithm ${name} is gone`);
  return row;
}

/** Inserts an algorithm at its first release, without versions. */
export function insertAlgorithm(sql: Sql, algorithm: { name: string; agency: string }, at: Date): void {
  sql.run(
    'INSERT INTO algorithm (name, agency, version_count, created_at, updated_at) VALUES (?, ?, 0, ?, ?)',
    algorithm.name,
    algorithm.agency,
    at.getTime(),
    at.getTime(),
  );
}

/** Counts one more version. */
export function countVersion(sql: Sql, id: number, at: Date): void {
  const text = 'UPDATE algorithm SET version_count = version_count + 1, updated_at = ? WHERE id = ?';
  sql.run(text, at.getTime(), id);
}

/** Notes that something about an algorithm changed. */
export function touchAlgorithm(sql: Sql, id: number, at: Date): void {
  sql.run('UPDATE algorithm SET updated_at = ? WHERE id = ?', at.getTime(), id);
}

/** Gives an algorithm another name. */
export function renameAlgorithm(sql: Sql, id: number, name: string): void {
  const agency = name.slice(0, name.indexOf('/'));
  sql.run('UPDATE algorithm SET name = ?, agency = ? WHERE id = ?', name, agency, id);
}

/** Lists the algorithms of an agency by name. */
export function listAlgorithmsOf(sql: Sql, agency: string): readonly AlgorithmRow[] {
  // "0" follows "/": every name that begins with the agency and a slash.
  const text = 'SELECT * FROM algorithm WHERE name > ? AND name < ? ORDER BY name';
  return sql.all<AlgorithmRow>(text, `${agency}/`, `${agency}0`);
}
