import type { SearchPage, SearchQuery, Suggestions } from '@national-forge/api';

/** Finds algorithms. Entries are written by the ledger in the transaction of the release they describe. */
export interface SearchIndex {
  /** Searches; throws `ProblemError` `cursor-invalid` for a cursor of another query. */
  search(query: SearchQuery): Promise<SearchPage>;
  /** Suggests algorithms whose name or title has a word that begins so. */
  suggest(prefix: string, limit: number): Promise<Suggestions>;
}
