import { nationalConcepts } from '@national-forge/analyzer/lexicon';
import { describe, expect, it } from 'vitest';

import { randomOf } from '../random.ts';
import { generateRecords } from './generate-records.ts';
import { countWords } from './word-counts.ts';
import { zipfOf } from './zipf.ts';

const concepts = nationalConcepts();
const make = (count: number, seed = 1) => [...generateRecords({ count, seed, concepts })];

describe('zipfOf', () => {
  it('draws the r-th rank in proportion to 1 / r', () => {
    const draws = 40_000;
    const draw = zipfOf(1000);
    const random = randomOf(5);
    const counts = new Map<number, number>();
    for (let n = 0; n < draws; n += 1) {
      const rank = draw(random);
      counts.set(rank, (counts.get(rank) ?? 0) + 1);
    }
    const harmonic = Array.from({ length: 1000 }, (_, rank) => 1 / (rank + 1)).reduce((sum, term) => sum + term, 0);

    for (const rank of [1, 2, 5, 10, 50]) {
      const expected = draws / (rank * harmonic);
      expect(Math.abs((counts.get(rank - 1) ?? 0) - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
    expect(Math.max(...counts.keys())).toBeLessThan(1000);
    expect(Math.min(...counts.keys())).toBe(0);
  });

  it('has nothing to draw from an empty range', () => {
    expect(() => zipfOf(0)).toThrow(RangeError);
  });
});

describe('generateRecords', () => {
  it('makes the same records from the same seed, and the n-th whatever the count', () => {
    expect(make(50)).toEqual(make(50));
    expect(make(50).slice(0, 20)).toEqual(make(20));
    expect(make(20, 2)).not.toEqual(make(20, 1));
  });

  it('makes them as they are asked for: of a billion the first is there at once', () => {
    const first = generateRecords({ count: 1e9, seed: 1, concepts }).next();

    expect(first.value).toEqual(make(1)[0]);
  });

  it('gives each an id of its own that a registry takes, and texts in the languages that it names', () => {
    const records = make(500);

    expect(new Set(records.map(({ id }) => id)).size).toBe(500);
    for (const { id, title, summary, languages } of records) {
      expect(id).toMatch(/^[a-z][a-z0-9-]{0,39}\/[a-z][a-z0-9-]{0,63}$/);
      expect(Object.keys(title)).toEqual(languages);
      expect(Object.values({ ...title, ...summary }).join(' ')).not.toMatch(/[{}]|undefined/);
    }
    expect(new Set(records.flatMap(({ languages }) => languages))).toEqual(new Set(['ar', 'ary', 'zgh', 'fr', 'en']));
  });

  it('has few words that are everywhere and many that are hardly anywhere, ever more of them', () => {
    const { frequencies } = countWords(make(1000), 1000);
    const half = countWords(make(1000), 500).frequencies;
    const ranked = [...frequencies.values()].toSorted((a, b) => b - a);

    expect(ranked[0]).toBeGreaterThan(200);
    expect(ranked[100]).toBeLessThan((ranked[0] ?? 0) / 4);
    expect(ranked.filter((count) => count <= 2).length / ranked.length).toBeGreaterThan(0.4);
    expect(frequencies.size / half.size).toBeGreaterThan(1.3);
  });
});
