import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openMeasuredIndex, type MeasuredIndex, type MeasuredRecord } from '../../../bench-search.ts';
import { isFullScale } from '../../testing/scale.ts';

/** Words by how many of the records have them: all, every second, every third …; and a rare one. */
const COMMON = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel'];

function* records(count: number): Generator<MeasuredRecord> {
  for (let index = 0; index < count; index += 1) {
    const words = COMMON.filter((_, every) => index % (every + 1) === 0);
    const text = index % 400 === 0 ? [...words, 'zulu'] : words;
    yield { id: String(index), title: { en: text.join(' ') }, sectors: [index % 2 === 0 ? 'health' : 'finance'] };
  }
}

/** At each of them the first word is common; at full scale all of them are, at the largest. */
const SIZES = isFullScale() ? [4200, 25_000, 100_000] : [4200, 6300];

/** Of a word as written and of its stem no more are read, however many have it: 1,024 each, and the block that is begun to its end. */
const OF_A_WORD = 2 * (1024 + 576);

/** One query of each class. */
const QUERIES = ['alpha', 'alpha bravo', 'echo golf', 'zulu', 'fox', 'chralie', '"alpha bravo"', 'bravo -charlie', ''];

describe('what a query reads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nforge-growth-'));
  let indexes: readonly MeasuredIndex[] = [];
  beforeAll(() => {
    indexes = SIZES.map((size) => {
      const index = openMeasuredIndex({ file: join(folder, `${size}.db`), concepts: [] });
      index.put(records(size));
      return index;
    });
  }, 120_000);
  afterAll(() => {
    for (const index of indexes) index.close();
    rmSync(folder, { recursive: true });
  });

  test.each(QUERIES)('has a bound whatever the number of records: %s', (q) => {
    const totals = indexes.map((index) => {
      const { postings, total, hits } = index.search(q, { facets: true, limit: 10 });

      expect(postings).toBeLessThanOrEqual(OF_A_WORD * q.split(' ').length);
      expect(hits).toHaveLength(10);
      return total;
    });

    expect(totals.toSorted((a, b) => a - b)).toEqual(totals);
    expect(new Set(totals).size).toBe(SIZES.length);
  });

  test('is the same of a common word, however many have it', () => {
    const read = indexes.map((index) => index.search('alpha').postings);

    expect(read[0]).toBeGreaterThan(1000);
    expect(Math.max(...read)).toBeLessThanOrEqual(OF_A_WORD);
    expect(Math.max(...read) - Math.min(...read)).toBeLessThan(600);
  });

  test('counts exactly what has all the words', () => {
    for (const [at, index] of indexes.entries()) {
      const size = SIZES[at]!;
      expect(index.search('bravo charlie').total).toBe(Math.ceil(size / 6));
      expect(index.search('bravo', { filters: { sector: ['finance'] } }).total).toBe(0);
      expect(index.search('charlie', { filters: { sector: ['finance'] } }).total).toBe(Math.floor((size + 2) / 6));
    }
  });
});
