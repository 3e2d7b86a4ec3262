import { USEFUL, type Judgment } from '../collection/collection.ts';

/** Ranks that are looked at. */
export const DEPTH = 10;

/** Is how well one ranking answers one query; each from 0 to 1. */
export interface Scores {
  readonly ndcg: number;
  readonly reciprocalRank: number;
  readonly recall: number;
  /** 1 where nothing at all was found, else 0. */
  readonly isEmpty: number;
}

/** Scores a ranking, best first, against the judgments of its query. */
export function scoresOf(ranking: readonly string[], judgments: readonly Judgment[]): Scores {
  const grades = new Map(judgments.map(({ doc, grade }) => [doc, grade]));
  const found = ranking.slice(0, DEPTH).map((doc) => grades.get(doc) ?? 0);
  return {
    ndcg: ndcg(found, [...grades.values()]),
    reciprocalRank: reciprocalRank(found),
    recall: recall(found, [...grades.values()]),
    isEmpty: ranking.length === 0 ? 1 : 0,
  };
}

/**
 * Normalised discounted cumulative gain over the first ten ranks: Σ grade / log₂(rank + 1), divided by that of the best
 * ranking possible of all judged records (Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS
 * 20(4), 2002). The gain is the grade itself and the discount log₂(rank + 1), as in trec_eval's `ndcg_cut`; the other usual gain,
 * 2^grade − 1 (Burges et al. 2005), weighs the highest grade more and gives other figures.
 */
function ndcg(found: readonly number[], judged: readonly number[]): number {
  const ideal = gain(judged.toSorted((a, b) => b - a).slice(0, DEPTH));
  return ideal === 0 ? 0 : gain(found) / ideal;
}

const gain = (grades: readonly number[]): number =>
  grades.reduce((sum, grade, index) => sum + grade / Math.log2(index + 2), 0);

/** One divided by the rank of the first record that answers, 0 where none does among the first ten (Voorhees, TREC-8, 1999). */
function reciprocalRank(found: readonly number[]): number {
  const index = found.findIndex((grade) => grade >= USEFUL);
  return index < 0 ? 0 : 1 / (index + 1);
}

/** The share of all records that answer which stands among the first ten. */
function recall(found: readonly number[], judged: readonly number[]): number {
  const answers = (grades: readonly number[]) => grades.filter((grade) => grade >= USEFUL).length;
  return answers(judged) === 0 ? 0 : answers(found) / answers(judged);
}
