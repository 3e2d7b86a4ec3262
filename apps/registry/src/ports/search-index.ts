import type { Concept } from '@national-forge/analyzer';
import type { Facet, SearchHit, SearchPage, SearchQuery, Suggestions } from '@national-forge/api';

/** Is an order of hits; `reuse`: what most algorithms depend on and most people download first. */
export type SearchSort = 'relevance' | 'recent' | 'reuse' | 'name';

/**
 * Is a query as the index takes it: a `SearchQuery`, whose facets may name several values (within one facet any of them, between
 * facets all), and what an answer is to hold beside the hits.
 *
 * `q` may hold operators: `"phrase"`, `-word`, `-"phrase"`, `agency:name`, `sector:code`; what is not well formed is words.
 */
export type SearchRequest = Omit<SearchQuery, Facet> & {
  readonly [F in Facet]?: string | readonly string[] | undefined;
} & {
  /** Default: relevance where there are words, else name. A cursor belongs to its order. */
  readonly sort?: SearchSort;
  /** Whether each hit says where its texts have what was asked for. */
  readonly highlight?: boolean;
  /** Whether each hit says what its score is made of. */
  readonly explain?: boolean;
  /** Whether values are counted (default); without, `facets` holds empty lists. */
  readonly facets?: boolean;
};

/** Is a place in a text: UTF-16 offsets into the original, the end excluded; in order, none inside another. */
export type Mark = readonly [start: number, end: number];

/** Says where the texts of a hit have what was asked for, by field and language; texts without any are left out. */
export interface Highlights {
  readonly name?: readonly Mark[];
  readonly title?: Readonly<Record<string, readonly Mark[]>>;
  readonly summary?: Readonly<Record<string, readonly Mark[]>>;
}

/** Says what stands for a word of the query in a hit, and what that is worth. */
export interface ExplainedWord {
  readonly word: string;
  /** The stream it was found by, e.g. `exact`, `stem`, `concept`. */
  readonly by: string;
  /** What was found: a word, a stem, consonants, or the id of a concept. */
  readonly found: string;
  readonly worth: number;
}

/**
 * Says what a score is made of: `(words + concepts) * coverage * rank + place`. `rank` is `1 + 0.1 * reuse + 0.06 * health +
 * 0.04 * freshness`, each from 0 to 1.
 */
export interface Explanation {
  readonly score: number;
  readonly words: number;
  /** What concepts add where they are worth more than the words that speak of them. */
  readonly concepts: number;
  readonly coverage: number;
  readonly rank: number;
  readonly reuse: number;
  readonly health: number;
  readonly freshness: number;
  /** 2,000: it has this whole name; 1,000: this name in its agency; -10,000: it is deprecated. */
  readonly place: number;
  readonly found: readonly ExplainedWord[];
}

/** Is a hit, with what was asked for beside it. */
export interface FoundHit extends SearchHit {
  readonly highlights?: Highlights;
  readonly explanation?: Explanation;
}

/**
 * Is a page of hits. `total` and `facets` are exact over all hits; the counts of a facet leave its own selection aside, so
 * that what else could be chosen shows.
 */
export interface FoundPage extends Omit<SearchPage, 'hits'> {
  hits: FoundHit[];
  /** The query with misspelt words corrected: these were looked for in their place. */
  didYouMean?: string;
}

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
