import type { Lexicon } from '@national-forge/analyzer';

import type { Sql } from '../../sql.ts';
import type { Pending } from '../entry/pending.ts';
import type { Term } from '../index/vocabulary.ts';

/** Says how a term of the index stands for a word of a query. */
export type StandsBy = 'exact' | 'stem' | 'reading' | 'skeleton' | 'prefix' | 'spelling' | 'concept' | 'name';

/** Is a term that stands for a word of a query. */
export interface Alternative {
  readonly key: string;
  /** `undefined`: no merged document has it; a pending one may. */
  readonly term: Term | undefined;
  /** What its highest impact is worth. */
  readonly weight: number;
  readonly by: StandsBy;
}

/** Is a word of a query with all that stands for it: the best of them counts. */
export interface Group {
  readonly word: string;
  /** Where it stands in the query. */
  readonly start: number;
  readonly end: number;
  /** Whether a document should have it: no for small words, and for names that are looked for by their parts too. */
  readonly counts: boolean;
  readonly alternatives: readonly Alternative[];
}

/** Is a concept that some words of a query speak of: it stands for all of them where it is worth more than they are. */
export interface Span {
  readonly concept: string;
  /** Indexes of the groups that it covers. */
  readonly groups: readonly number[];
  readonly alternative: Alternative;
}

/** Is what is looked for. */
export interface Plan {
  readonly groups: readonly Group[];
  readonly spans: readonly Span[];
  /** The query with misspelt words corrected, if some were. */
  readonly didYouMean: string | undefined;
}

/** Is what a plan is made with. */
export interface Planning {
  readonly sql: Sql;
  readonly lexicon: Lexicon | undefined;
  readonly pending: ReturnType<Pending>;
  /** The number of documents. */
  readonly documents: number;
}
