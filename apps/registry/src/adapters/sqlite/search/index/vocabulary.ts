import type { Sql } from '../../sql.ts';

/** Is a term that documents have. */
export interface Term {
  readonly id: number;
  readonly documents: number;
  /** Its postings where they are few; `null`: they stand in blocks (see postings.ts). */
  readonly postings: Uint8Array | null;
}

/** Finds a term; `undefined`: no merged document has it. */
export function findTerm(sql: Sql, key: string): Term | undefined {
  return sql.get<Term>('SELECT id, documents, postings FROM search_term WHERE key = ?', key);
}

/** Gives a term that must be there. */
export function getTerm(sql: Sql, id: number): Term & { readonly key: string } {
  const text = 'SELECT id, key, documents, postings FROM search_term WHERE id = ?';
  const found = sql.get<Term & { key: string }>(text, id);
  if (found === undefined) throw new Error(`the search index lacks its term ${id}: run "nforge-registry rebuild"`);
  return found;
}

/** Gives the largest number of a term. */
export function largestTerm(sql: Sql): number {
  return sql.get<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM search_term')?.id ?? 0;
}

/** Stores a new term. */
export function insertTerm(sql: Sql, { id, key, documents, postings }: Term & { readonly key: string }): void {
  const text = 'INSERT INTO search_term (id, key, documents, postings) VALUES (?, ?, ?, ?)';
  sql.run(text, id, key, documents, postings);
}

/** Stores in how many documents a term is, and its postings if they are few. */
export function updateTerm(sql: Sql, { id, documents, postings }: Term): void {
  sql.run('UPDATE search_term SET documents = ?, postings = ? WHERE id = ?', documents, postings, id);
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
    `SELECT id, key, documents, postings FROM search_term WHERE id IN (
      SELECT id FROM (SELECT id, key, documents FROM search_term WHERE key >= ? AND key < ? LIMIT ${LOOKED_AT})
      ORDER BY documents DESC, key LIMIT ?
    ) ORDER BY documents DESC, key`,
    start,
    `${start}\u{10ffff}`,
    limit,
  );
}
