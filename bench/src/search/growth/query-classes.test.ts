import { nationalConcepts } from '@national-forge/analyzer/lexicon';
import { describe, expect, it } from 'vitest';

import { queryWords } from '../systems/query-words.ts';
import { generateRecords } from './generate-records.ts';
import { makeQueries, QUERY_CLASSES } from './query-classes.ts';
import { countWords, wordsOf } from './word-counts.ts';

const counts = countWords(generateRecords({ count: 400, seed: 1, concepts: nationalConcepts() }), 400);
const queries = makeQueries(counts, { count: 20, seed: 1 });
const frequencyOf = (word: string): number => counts.frequencies.get(word) ?? 0;

describe('makeQueries', () => {
  it('makes so many of each class, the same for the same seed', () => {
    expect(Object.keys(queries)).toEqual([...QUERY_CLASSES]);
    for (const some of Object.values(queries)) expect(some).toHaveLength(20);
    expect(makeQueries(counts, { count: 20, seed: 1 })).toEqual(queries);
    expect(makeQueries(counts, { count: 20, seed: 2 })).not.toEqual(queries);
  });

  it('takes rare words for rare and common ones for common', () => {
    for (const { text } of queries.rare) expect(frequencyOf(text)).toBeOneOf([1, 2]);
    for (const { text } of queries.common) expect(frequencyOf(text)).toBeGreaterThan(20);
  });

  it.each([['two common', 2] as const, ['three', 3] as const])(
    'asks for words that stand together: %s',
    (name, many) => {
      for (const { text } of queries[name]) {
        const words = text.split(' ');
        expect(words).toHaveLength(many);
        expect(counts.records.some((record) => words.every((word) => wordsOf(record).has(word)))).toBe(true);
      }
    },
  );

  it('cuts words off, mistypes them, and quotes what stands in a title', () => {
    const known = [...counts.frequencies.keys()];
    const titles = counts.records.flatMap(({ title }) => Object.values(title));
    const spaced = titles.map((title) => ` ${queryWords(title.toLowerCase()).join(' ')} `);

    for (const { text } of queries.prefix) expect(known.some((word) => word.startsWith(text))).toBe(true);
    for (const { text } of queries.phrase) {
      expect(text).toMatch(/^"\S+ \S+"$/);
      expect(
        spaced.some((title) => title.includes(` ${text.slice(1, -1)} `)),
        text,
      ).toBe(true);
    }
    expect(queries.typo.filter(({ text }) => frequencyOf(text) === 0).length).toBeGreaterThan(10);
  });

  it('counts facets and narrows by one', () => {
    for (const { facets, filters } of queries.facets) {
      expect(facets).toBe(true);
      expect(filters?.['sector']).toHaveLength(1);
    }
  });

  it('says which class the records have no words for', () => {
    expect(() => makeQueries(countWords([{ id: 'a/b', title: { fr: 'oui' } }], 1), { count: 1, seed: 1 })).toThrow(
      RangeError,
    );
  });
});
