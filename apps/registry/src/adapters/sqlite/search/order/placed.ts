import type { SearchSort } from '../../../../ports.ts';
import type { Candidates } from './collect.ts';
import type { Matches } from '../query/match.ts';
import type { Pending } from '../entry/pending.ts';
import type { Plan } from '../query/plan.ts';
import type { ScoreParts } from './score.ts';

/** Is the place of a hit: its score, or the key it is sorted by, and its document. */
export interface Place {
  readonly key: number | string;
  readonly document: number;
}

/** Is a hit at its place. */
export interface Placed extends Place {
  /** What its score is made of, where it is ordered by relevance. */
  readonly parts?: ScoreParts;
  readonly candidate?: { readonly candidates: Candidates; readonly at: number };
  /** Its packed static rank. */
  readonly rank?: number;
}

/** Says what is ordered, and how much of it. */
export interface Ordering {
  readonly sort: SearchSort;
  readonly after: Place | undefined;
  readonly wanted: number;
  readonly plan: Plan;
  readonly candidates: () => Candidates;
  readonly matches: Matches;
  readonly total: number;
  readonly q: string;
  /** The pending entries as they stood when the search began. */
  readonly pending: ReturnType<Pending>;
}
