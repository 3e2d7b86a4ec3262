import type { Sql } from '../../sql.ts';

/** Is a term that documents have. */
export interface Term {
  readonly id: number;
  readonly documents: number;
}

/** Finds a term; `undefined`: no merged document has it. */
export function findTerm(sql: Sql, key: string): Term | undefined {
  return sql.get<Term>('SELECT id, documents FROM search_term WHERE key = ?', key);
}

/** Gives a term that must be there. */
export function getTerm(sql: Sql, id: number): Term & { readonly key: string } {
  const found = sql.get<Term & { key: string }>('SELECT id, key, documents FROM search_term WHERE id = ?', id);
  if (found === undefined) throw new Error(`the search index lacks its term ${id}: run "nforge-registry rebuild"`);
  return found;
}

/** Gives the largest number of a term. */
export function largestTerm(sql: Sql): number {
  return sql.get<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM search_term')?.id ?? 0;
}

/** Stores a new term. */
export function insertTerm(sql: Sql, { id, key, documents }: Term & { readonly key: string }): void {
  sql.run('INSERT INTO search_term (id, key, documents) VALUES (?, ?, ?)', id, key, documents);
}

/** Stores in how many documents a term is. */
export function setDocuments(sql: Sql, id: number, documents: number): void {
  sql.run('UPDATE search_term SET documents = ? WHERE id = ?', documents, id);
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
