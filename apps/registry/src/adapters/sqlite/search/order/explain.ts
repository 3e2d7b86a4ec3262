import type { ExplainedWord, Explanation } from '../../../../ports.ts';
import type { Plan } from '../query/plan.ts';
import type { Placed } from './placed.ts';
import { unpackRank } from '../entry/rank.ts';

/** Says what the score of a hit is made of, and what was found of each word; nothing where it is ordered by something else. */
export function explain(placed: Placed, plan: Plan): Explanation | undefined {
  const { key, parts } = placed;
  if (parts === undefined) return undefined;
  const { reuse, health, freshness } = unpackRank(placed.rank ?? 0);
  return {
    ...parts,
    ...{ reuse, health, freshness },
    score: Number(key),
    found: [...wordsOf(placed, plan), ...conceptsOf(placed, plan)],
  };
}

interface Cell {
  readonly worth: number;
  /** Which of the alternatives it comes from. */
  readonly source: number;
}

function cellOf({ candidate }: Placed, column: number): Cell {
  if (candidate === undefined) return { worth: 0, source: 0 };
  const { worths, sources, width } = candidate.candidates;
  const at = candidate.at * width + column;
  return { worth: worths[at] ?? 0, source: sources[at] ?? 0 };
}

function wordsOf(placed: Placed, { groups }: Plan): readonly ExplainedWord[] {
  return groups.flatMap(({ word, alternatives }, column) => {
    const { worth, source } = cellOf(placed, column);
    const best = alternatives[source];
    return worth > 0 && best ? [{ word, by: best.by, found: best.key.slice(1), worth }] : [];
  });
}

function conceptsOf(placed: Placed, { groups, spans }: Plan): readonly ExplainedWord[] {
  return spans.flatMap((span, index) => {
    const { worth } = cellOf(placed, groups.length + index);
    const word = span.groups.map((group) => groups[group]?.word ?? '').join(' ');
    return worth > 0 ? [{ word, by: span.alternative.by, found: span.concept, worth }] : [];
  });
}
