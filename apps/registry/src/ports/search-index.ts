import type { SearchHit, SearchPage, SearchQuery, Suggestions } from '@national-forge/api';

/** Is what search knows of an algorithm: the hit it shows and the text it finds it by. */
export interface SearchEntry {
  readonly hit: SearchHit;
  /** Keywords, description, features, agency names: searched, not shown. */
  readonly text: readonly string[];
}

/** Finds algorithms. Entries are written by the ledger in the transaction of the release they describe. */
export interface SearchIndex {
  /** Searches; throws `ProblemError` `cursor-invalid` for a cursor of another query. */
  search(query: SearchQuery): Promise<SearchPage>;
  /** Suggests algorithms whose name or title has a word that begins so. */
  suggest(prefix: string, limit: number): Promise<Suggestions>;
}
