import type { Concept } from '@national-forge/analyzer';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { mergeAll } from '../../../../ports/search-index.contract.ts';
import { verifyFolder } from '../../../../wiring/maintenance.ts';
import type { Store } from '../../../open-store.ts';
import { createBed, type Bed } from '../../../testing/bed.ts';
import { createAgencies } from '../../../testing/keys.ts';
import { publish } from '../../../testing/sample.ts';
import { openSql } from '../../sql.ts';

const NAME = 'impots/income-tax';
const CONCEPTS: readonly Concept[] = [
  {
    id: 'levy',
    labels: [
      { language: 'fr', script: 'Latn', text: 'barème' },
      { language: 'en', script: 'Latn', text: 'snoozle' },
    ],
  },
];

let bed: Bed;
let store: Store;
beforeEach(async () => {
  bed = createBed();
  store = await bed.open();
  await createAgencies(store, 'impots');
  await publish(
    store,
    { name: NAME, version: '1.0.0', text: ['barème'] },
    { name: 'impots/other', version: '1.0.0', text: [] },
  );
});
afterEach(() => bed.clear());

const found = async (q: string) => (await store.search.search({ q, limit: 5 })).hits.map(({ name }) => name);
const damages = async () => (await verifyFolder({ dataDir: bed.dataDir, clock: bed.clock })).damages;
const rows = (text: string): readonly unknown[] => {
  const sql = openSql(`${bed.dataDir}/registry.db`, { readonly: true });
  try {
    return sql.all(text);
  } finally {
    sql.close();
  }
};

const change = (script: string): void => {
  const sql = openSql(`${bed.dataDir}/registry.db`);
  sql.exec(script);
  sql.close();
};

/** All postings stand in blocks, as before 0006; where a block starts is not looked at when it is the only one. */
const ALL_IN_BLOCKS = `
  INSERT INTO search_posting (term, start, keys) SELECT id, id, postings FROM search_term WHERE postings IS NOT NULL;
  ALTER TABLE search_term DROP COLUMN postings;
  DELETE FROM migration WHERE number >= 6;`;

describe('settling', () => {
  test('merges so many as it is told, tells how many wait, and finds the same before and after', async () => {
    const before = await found('bareme');

    expect(before).toEqual([NAME]);
    expect(await store.searchUpkeep.settle(1)).toBeGreaterThan(0);
    expect(await found('bareme')).toEqual(before);
    await mergeAll(store);
    expect(await store.searchUpkeep.settle(1)).toBe(0);
    expect(await found('bareme')).toEqual(before);
    expect(await damages()).toEqual([]);
  });

  test('takes out what another version does not say any more', async () => {
    await mergeAll(store);
    await publish(store, { name: NAME, version: '1.1.0', text: ['tranche'] });

    expect(await found('bareme')).toEqual([]);
    expect(await found('tranche')).toEqual([NAME]);
    await mergeAll(store);
    expect(await found('bareme')).toEqual([]);
    expect(await found('tranche')).toEqual([NAME]);
    expect(rows(`SELECT key FROM search_term WHERE key LIKE 'ebar%'`)).toEqual([]);
    expect(await damages()).toEqual([]);
  });
});

describe('an index of an earlier release', () => {
  test('is taken over as it is, postings of few documents with their term', async () => {
    await mergeAll(store);
    const before = rows('SELECT id, key, documents, postings FROM search_term ORDER BY id');
    await store.close();
    change(ALL_IN_BLOCKS);

    store = await bed.open();

    expect(rows('SELECT id, key, documents, postings FROM search_term ORDER BY id')).toEqual(before);
    expect(rows('SELECT * FROM search_posting')).toEqual([]);
    expect(await found('bareme')).toEqual([NAME]);
    expect(await damages()).toEqual([]);
  });
});

describe('the static rank', () => {
  const reuse = async (): Promise<number | undefined> =>
    (await store.search.search({ q: 'bareme', limit: 1, explain: true })).hits[0]?.explanation?.reuse;

  test('follows those that depend on an algorithm within a day, without a publish of its own', async () => {
    await mergeAll(store);
    expect(await reuse()).toBe(0);
    change(
      `INSERT INTO dependency (target, name, version, range) VALUES ('${NAME}', 'impots/other', '1.0.0', '^1.0.0')`,
    );

    expect(await store.searchUpkeep.settle(8)).toBe(0);
    expect(await reuse()).toBe(0);
    bed.clock.advance(24 * 60 * 60 * 1000);
    await mergeAll(store);

    expect(await reuse()).toBeGreaterThan(0.1);
    expect(await store.searchUpkeep.settle(8)).toBe(0);
  });
});

describe('other concepts', () => {
  test('are searched by when all entries have been read with them, and those before until then', async () => {
    await mergeAll(store);
    expect(await found('snoozle')).toEqual([]);

    store.searchUpkeep.reindex(CONCEPTS);
    expect(await store.searchUpkeep.settle(1)).toBeGreaterThan(0);
    expect(await found('snoozle')).toEqual([]);
    await mergeAll(store);

    expect(await found('snoozle')).toEqual([NAME]);
    expect(await damages()).toEqual([]);
  });
});

describe('what the law erases', () => {
  test('leaves no word in the index', async () => {
    await mergeAll(store);
    const bury = { kind: 'tombstone' as const, actor: 'operator', reference: 'T/1', erases: 'archive,detail' as const };
    await store.ledger.commit({ ...bury, name: NAME, version: '1.0.0' });

    expect(rows(`SELECT key FROM search_term WHERE key LIKE 'ebar%'`)).toEqual([]);
    expect(await found('bareme')).toEqual([]);
    expect(await damages()).toEqual([]);
  });
});
