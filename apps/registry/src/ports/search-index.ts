import type { Concept } from '@national-forge/analyzer';
import type { Facet, SearchPage, SearchQuery, Suggestions } from '@national-forge/api';

/**
 * Is a query as the index takes it: the values of a facet are alternatives, facets narrow each other.
 *
 * `q` may hold operators: `"phrase"`, `-word`, `-"phrase"`, `agency:name`, `sector:code`; what is not well formed is words.
 * Without `sort` the order is by relevance where there are words, else by name; a cursor belongs to its order.
 */
export type SearchRequest = Omit<SearchQuery, Facet> & {
  readonly [F in Facet]?: string | readonly string[] | undefined;
};

/**
 * Is a page of hits. `total` and `facets` are exact over all hits; the counts of a facet leave its own selection aside, so
 * that what else could be chosen shows.
 */
export type FoundPage = Omit<SearchPage, 'moved' | 'alsoMoved'>;

/** Brings the index up to the entries, in small steps beside the requests; searches see every entry before and after. */
export interface SearchUpkeep {
  /**
   * Merges up to so many waiting entries into the postings, in one transaction; gives how many wait still, 1,000 at most. Once a
   * day it looks, where nothing waits, at what speaks for each algorithm, and counts that as one until it is done.
   */
  settle(limit: number): Promise<number>;
  /**
   * Has all entries read again with other concepts, by further calls of `settle`; searches use the concepts before until that
   * is done. The list is the whole one: the national concepts and those of every thesaurus.
   */
  reindex(concepts: readonly Concept[]): void;
}

/** Finds algorithms. Entries are written by the ledger in the transaction of the release they describe. */
export interface SearchIndex {
  /**
   * Searches; throws `ProblemError` `cursor-invalid` for a cursor of another query. Hits have every counting word of the query;
   * if fewer than 20 do, those with half of them are hits too, then those with any. A cursor names a place in the order of
   * hits: what is published between two pages is neither repeated nor makes others be left out.
   */
  search(request: SearchRequest): Promise<FoundPage>;
  /** Suggests algorithms whose name or title has words that begin so. */
  suggest(prefix: string, limit: number): Promise<Suggestions>;
}
