import type { Sql } from '../../sql.ts';
import { withdrawEntries } from './merge.ts';

/**
 * Takes out of the postings what they have of entries that changed or are gone, so that no word of a text that was erased stays
 * in the file; the entries are merged again later. Needs no lexicon.
 */
export function withdrawPending(sql: Sql): void {
  const text = 'SELECT id FROM search_pending JOIN search_document USING (id)';
  withdrawEntries(
    sql,
    sql.all<{ id: number }>(text).map(({ id }) => id),
  );
}
