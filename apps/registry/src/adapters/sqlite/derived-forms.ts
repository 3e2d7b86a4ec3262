import type { Sql } from './sql.ts';

/** Is another form of a blob. */
export interface DerivedRow {
  readonly source: string;
  readonly form: string;
  readonly digest: string;
  readonly size: number;
  readonly chunks: Buffer;
  readonly used_at: number;
}

/** Finds a form of a blob. */
export function findDerived(sql: Sql, source: string, form: string): DerivedRow | undefined {
  return sql.get<DerivedRow>('SELECT * FROM derived WHERE source = ? AND form = ?', source, form);
}

/** Lists every form of a blob that is kept. */
export function listDerived(sql: Sql): readonly DerivedRow[] {
  return sql.all<DerivedRow>('SELECT * FROM derived ORDER BY source, form');
}

/** Stores a form of a blob. */
export function putDerived(sql: Sql, row: DerivedRow): void {
  sql.run(
    'INSERT OR REPLACE INTO derived (source, form, digest, size, chunks, used_at) VALUES (?, ?, ?, ?, ?, ?)',
    row.source,
    row.form,
    row.digest,
    row.size,
    row.chunks,
    row.used_at,
  );
}

/** Notes that a form was used. */
export function touchDerived(sql: Sql, row: Pick<DerivedRow, 'source' | 'form'>, at: Date): void {
  sql.run('UPDATE derived SET used_at = ? WHERE source = ? AND form = ?', at.getTime(), row.source, row.form);
}

/** Removes a form. */
export function removeDerived(sql: Sql, row: Pick<DerivedRow, 'source' | 'form'>): void {
  sql.run('DELETE FROM derived WHERE source = ? AND form = ?', row.source, row.form);
}

/** Sums the sizes of all forms. */
export function derivedBytes(sql: Sql): number {
  return sql.get<{ bytes: number }>('SELECT coalesce(sum(size), 0) AS bytes FROM derived')?.bytes ?? 0;
}

/** Lists forms, the one not used for the longest time first. */
export function listLeastUsed(sql: Sql, limit: number): readonly DerivedRow[] {
  return sql.all<DerivedRow>('SELECT * FROM derived ORDER BY used_at LIMIT ?', limit);
}
