import type { Candidates } from './collect.ts';
import type { Plan } from '../query/plan.ts';
import { rankFactor, unpackRank } from '../entry/rank.ts';

/** What every word together is worth, and how far a score falls with the words that are missing. */
const ALL_WORDS = 1.15;
const MISSING = 0.4;

/** Stands above all that words are worth: it is called so. */
const CALLED_SO = 1000;

/** Stands below all that is not deprecated. */
const DEPRECATED = -10_000;

/** Is what a score is made of. */
export interface ScoreParts {
  /** The sum over the words, of each the best that stands for it. */
  readonly words: number;
  /** What concepts add where they are worth more than their words. */
  readonly concepts: number;
  /** The factor for how many of the words are there. */
  readonly coverage: number;
  /** The factor of the static rank. */
  readonly rank: number;
  /** Added when it is called so: 1,000 for its name, 2,000 for its whole name; taken away when it is deprecated. */
  readonly place: number;
}

/** Is what is known of a candidate beside its worths. */
export interface Standing {
  /** Its packed static rank. */
  readonly rank: number;
  /** 2: the query is its whole name; 1: its name in its agency; else 0. */
  readonly named: number;
}

/** Scores a candidate. */
export function scoreOf(
  plan: Plan,
  { candidates, at }: { candidates: Candidates; at: number },
  standing: Standing,
): ScoreParts {
  const { worths, width } = candidates;
  const worthOf = (column: number): number => worths[at * width + column] ?? 0;
  let words = 0;
  for (let column = 0; column < plan.groups.length; column += 1) words += worthOf(column);
  const { added, covered } = conceptsOf(plan, worthOf);
  const rank = unpackRank(standing.rank);
  return {
    words,
    concepts: added,
    coverage: coverageOf(plan, (column) => worthOf(column) > 0 || covered.has(column)),
    rank: rankFactor(rank),
    place: standing.named * CALLED_SO + (rank.deprecated ? DEPRECATED : 0),
  };
}

/** Puts the parts of a score together. */
export function totalOf({ words, concepts, coverage, rank, place }: ScoreParts): number {
  return (words + concepts) * coverage * rank + place;
}

/** More than the highest factor of a rank, with room for what is lost when numbers are rounded. */
const MOST_BY_RANK = rankFactor({ reuse: 1, health: 1, freshness: 1, deprecated: false }) * (1 + 1e-6);

/** Gives what the score of a candidate that is not called so comes to at most: cheap, to tell whether it is worth scoring. */
export function mostOf({ worths, width }: Candidates, at: number): number {
  let sum = 0;
  for (let column = at * width; column < (at + 1) * width; column += 1) sum += worths[column] ?? 0;
  return sum * ALL_WORDS * MOST_BY_RANK;
}

/** A concept counts where it is worth more than its words, so that a plain query of one language stays what it is. */
function conceptsOf(
  { groups, spans }: Plan,
  worthOf: (column: number) => number,
): { readonly added: number; readonly covered: ReadonlySet<number> } {
  const worths = spans.flatMap((span, index) => {
    const worth = worthOf(groups.length + index);
    const words = span.groups.reduce((sum, group) => sum + worthOf(group), 0);
    return worth === 0 ? [] : [{ span, more: Math.max(0, worth - words) }];
  });
  const covered = new Set<number>();
  let added = 0;
  // Of concepts that share a word the one that adds most counts.
  for (const { span, more } of worths.sort((a, b) => b.more - a.more)) {
    if (!span.groups.some((group) => covered.has(group))) added += more;
    for (const group of span.groups) covered.add(group);
  }
  return { added, covered };
}

function coverageOf({ groups }: Plan, has: (column: number) => boolean): number {
  let counting = 0;
  let found = 0;
  for (const [column, group] of groups.entries()) {
    if (!group.counts) continue;
    counting += 1;
    if (has(column)) found += 1;
  }
  if (counting === 0) return 1;
  return found === counting ? ALL_WORDS : 1 - MISSING * (1 - found / counting);
}
