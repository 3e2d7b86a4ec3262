import type { Sql } from '../sql.ts';

/** Is a term that documents have. */
export interface Term {
  readonly id: number;
  readonly documents: number;
}

/** Finds a term; `undefined`: no merged document has it. */
export function findTerm(sql: Sql, key: string): Term | undefined {
  return sql.get<Term>('SELECT id, documents FROM search_term WHERE key = ?', key);
}

/** Gives the number of a term, which is made if there is none. */
export function openTerm(sql: Sql, key: string): { readonly id: number; readonly isNew: boolean } {
  const found = findTerm(sql, key);
  if (found !== undefined) return { id: found.id, isNew: false };
  const made = sql.get<{ id: number }>('INSERT INTO search_term (key, documents) VALUES (?, 0) RETURNING id', key);
  return { id: made?.id ?? 0, isNew: true };
}

/** Changes in how many documents a term is; gives the new number. */
export function countDocuments(sql: Sql, id: number, by: number): number {
  const text = 'UPDATE search_term SET documents = documents + ? WHERE id = ? RETURNING documents';
  return sql.get<{ documents: number }>(text, by, id)?.documents ?? 0;
}

/** Gives the key of a term. */
export function keyOfTerm(sql: Sql, id: number): string {
  return sql.get<{ key: string }>('SELECT key FROM search_term WHERE id = ?', id)?.key ?? '';
}

/** Forgets a term that no document has any more. */
export function removeTerm(sql: Sql, id: number): void {
  sql.run('DELETE FROM search_term WHERE id = ?', id);
}

/** How many words that begin so are looked at: of a short beginning there are more than anyone wants. */
const LOOKED_AT = 1000;

/** Lists the terms with the most documents among those whose key begins so. */
export function listBeginning(sql: Sql, start: string, limit: number): readonly (Term & { readonly key: string })[] {
  return sql.all(
    `SELECT * FROM (SELECT id, key, documents FROM search_term WHERE key >= ? AND key < ? LIMIT ${LOOKED_AT})
    ORDER BY documents DESC, key LIMIT ?`,
    start,
    `${start}\u{10ffff}`,
    limit,
  );
}
