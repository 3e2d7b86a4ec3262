import type { ExplainedWord, Explanation } from '../../../ports.ts';
import type { Found } from './engine.ts';
import type { Placed } from './order.ts';
import { unpackRank } from './rank.ts';

/** Says what the score of a hit is made of, and what was found of each word. */
export function explain(placed: Placed, { plan }: Found): Explanation {
  const { parts, candidate, rank } = placed;
  const { reuse, health, freshness } = unpackRank(rank ?? 0);
  const at = (column: number): number => (candidate?.at ?? 0) * (candidate?.candidates.width ?? 0) + column;
  const worthOf = (column: number): number => candidate?.candidates.worths[at(column)] ?? 0;
  const found: ExplainedWord[] = [];
  for (const [column, { word, alternatives }] of plan.groups.entries()) {
    const worth = worthOf(column);
    const best = alternatives[candidate?.candidates.sources[at(column)] ?? 0];
    if (worth > 0 && best !== undefined) found.push({ word, by: best.by, found: best.key.slice(1), worth });
  }
  for (const [index, { alternative, groups }] of plan.spans.entries()) {
    const worth = worthOf(plan.groups.length + index);
    const word = groups.map((group) => plan.groups[group]?.word ?? '').join(' ');
    if (worth > 0) found.push({ word, by: alternative.by, found: alternative.key.slice(1), worth });
  }
  const { words = 0, concepts = 0, coverage = 1, rank: factor = 1, place = 0 } = parts ?? {};
  const score = typeof placed.key === 'number' ? placed.key : 0;
  return { score, words, concepts, coverage, rank: factor, reuse, health, freshness, place, found };
}
