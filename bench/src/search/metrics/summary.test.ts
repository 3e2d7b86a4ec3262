import { describe, expect, it } from 'vitest';

import { halfOf } from '../collection/half-of.ts';
import { summarise } from './summary.ts';

const judgment = (doc: string, grade: number, sameLang = true) => ({ doc, grade, sameLang });
const collection = {
  records: [],
  queries: [
    { id: 'q1', lang: 'fr', kind: 'plain', text: 'a' },
    { id: 'q2', lang: 'ar', kind: 'cross', text: 'b' },
    { id: 'q4', lang: 'fr', kind: 'typo', text: 'c' },
  ],
  judgments: new Map([
    ['q1', [judgment('x', 3), judgment('y', 2, false)]],
    ['q2', [judgment('y', 3, false)]],
    ['q4', [judgment('z', 3)]],
  ]),
} as const;
const run = (system: 'registry' | 'minisearch', rankings: readonly (readonly string[])[]) => ({
  ...{ system, rankings, latencies: [1], cpuMs: [1] },
});
const RUNS = [run('registry', [['x', 'y'], ['y'], ['z']]), run('minisearch', [['x'], [], ['q', 'z']])];

describe('summarise', () => {
  it('gives means over all queries, by language and by kind', () => {
    const { all, languages, kinds } = summarise(collection, RUNS);

    expect(all.systems['registry']).toEqual({ ndcg: 1, mrr: 1, recall: 1, zeroResults: 0 });
    expect(all.systems['minisearch']?.zeroResults).toBeCloseTo(1 / 3);
    expect(all.systems['minisearch']?.mrr).toBeCloseTo((1 + 0 + 1 / 2) / 3);
    expect(languages.map(({ label, queries }) => [label, queries])).toEqual([
      ['ar', 1],
      ['fr', 2],
    ]);
    expect(kinds.map(({ label }) => label)).toEqual(['cross', 'plain', 'typo']);
    expect(kinds[0]?.systems['minisearch']?.ndcg).toBe(0);
  });

  it('keeps for the monolingual view the records in the language of the query; who has none drops out', () => {
    const { monolingual } = summarise(collection, RUNS);

    expect(monolingual.queries).toBe(2);
    // Of q1 only x is left, and both have it first.
    expect(monolingual.systems['minisearch']?.ndcg).toBeCloseTo((1 + 1 / Math.log2(3)) / 2);
  });

  it('compares the first system with each other one, on all queries and on each half', () => {
    const { differences, halves } = summarise(collection, RUNS);
    const sizes = Map.groupBy(collection.queries, ({ id }) => halfOf(id));

    expect(halves.map(({ label, queries }) => [label, queries])).toEqual(
      [...sizes].map(([half, some]) => [half, some.length]).toSorted(),
    );
    expect(differences.map(({ first, other, half }) => `${first} ${other} ${half}`)).toEqual([
      'registry minisearch all',
      ...halves.map(({ label }) => `registry minisearch ${label}`),
    ]);
    expect(differences[0]?.interval.difference).toBeGreaterThan(0.3);
  });
});
