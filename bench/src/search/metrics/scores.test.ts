import { describe, expect, it } from 'vitest';

import { scoresOf } from './scores.ts';

const judged = (grades: Readonly<Record<string, number>>) =>
  Object.entries(grades).map(([doc, grade]) => ({ doc, grade, sameLang: false }));

describe('scoresOf', () => {
  it('is what trec_eval computes by hand: gain = grade, discount = log2(rank + 1)', () => {
    const { ndcg } = scoresOf(['a', 'unjudged', 'b'], judged({ a: 3, b: 2, c: 1 }));

    // Found: 3/1 + 0 + 2/2 = 4. Best: 3/1 + 2/1.58496 + 1/2 = 4.76186.
    expect(ndcg).toBeCloseTo(4 / 4.76186, 5);
  });

  it('gives 1 to the best order, and less to any other', () => {
    const grades = judged({ a: 3, b: 2, c: 1 });

    expect(scoresOf(['a', 'b', 'c'], grades).ndcg).toBe(1);
    expect(scoresOf(['b', 'a', 'c'], grades).ndcg).toBeLessThan(1);
    expect(scoresOf(['c', 'b', 'a'], grades).ndcg).toBeLessThan(scoresOf(['b', 'a', 'c'], grades).ndcg);
  });

  it('looks at ten ranks and no further, for the best order, too', () => {
    const many = judged(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`d${index}`, 2])));
    const ten = Array.from({ length: 10 }, (_, index) => `d${index}`);
    const behind = [...Array.from({ length: 10 }, (_, index) => `x${index}`), ...ten];

    expect(scoresOf(ten, many)).toEqual({ ndcg: 1, reciprocalRank: 1, recall: 0.5, isEmpty: 0 });
    expect(scoresOf(behind, many)).toEqual({ ndcg: 0, reciprocalRank: 0, recall: 0, isEmpty: 0 });
  });

  it('takes the rank of the first record that answers: grade 1 is related, no answer', () => {
    expect(scoresOf(['c', 'x', 'b', 'a'], judged({ a: 3, b: 2, c: 1 })).reciprocalRank).toBe(1 / 3);
    expect(scoresOf(['c'], judged({ a: 3, c: 1 }))).toMatchObject({ reciprocalRank: 0, recall: 0 });
  });

  it('tells an empty answer from a wrong one', () => {
    expect(scoresOf([], judged({ a: 3 }))).toEqual({ ndcg: 0, reciprocalRank: 0, recall: 0, isEmpty: 1 });
    expect(scoresOf(['x'], judged({ a: 3 })).isEmpty).toBe(0);
  });
});
