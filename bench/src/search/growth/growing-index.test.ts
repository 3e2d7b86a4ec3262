import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { nationalConcepts } from '@national-forge/analyzer/lexicon';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { queryWords } from '../systems/query-words.ts';
import { generateRecords } from './generate-records.ts';
import { openGrowing } from './growing-index.ts';
import { makeQueries } from './query-classes.ts';
import { countWords } from './word-counts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nforge-growing-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const records = [...generateRecords({ count: 24, seed: 4, concepts: nationalConcepts() })];
const queries = makeQueries(countWords(records, 24), { count: 2, seed: 4 });

describe('the indexes that grow', () => {
  it('answer queries of every class, the registry’s after it was opened again, with the postings that it read', () => {
    const file = join(folder, 'index.db');
    const filling = openGrowing('registry', file);
    filling.put(records.slice(0, 12));
    filling.put(records.slice(12));
    filling.close();
    const serving = openGrowing('registry', file);

    for (const { text, ...rest } of Object.values(queries).flat()) {
      expect(serving.ask({ text, ...rest }), text).toBeGreaterThanOrEqual(0);
    }
    for (const query of [...queries.rare, ...queries.common]) expect(serving.ask(query), query.text).toBeGreaterThan(0);
    const [word = ''] = queryWords(Object.values(records[0]!.title).join(' '));
    expect(serving.suggest(word.slice(0, 4))).toBeGreaterThan(0);
    expect(serving.suggest('zzzz')).toBe(0);
    serving.close();
  });

  it('complete words with MiniSearch, too, which counts no postings', () => {
    const index = openGrowing('minisearch', '');
    index.put(records);

    expect(queries.prefix.every(({ text }) => index.suggest(text) > 0)).toBe(true);
    expect(index.ask(queries.common[0]!)).toBe(0);
    index.close();
  });
});
