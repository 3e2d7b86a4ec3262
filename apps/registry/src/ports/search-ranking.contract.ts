import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Store } from '../adapters/open-store.ts';
import type { Bed } from '../adapters/testing/bed.ts';
import { createAgencies } from '../adapters/testing/keys.ts';
import { publish, type SampleRelease } from '../adapters/testing/sample.ts';
import type { SearchRequest } from '../ports.ts';
import { mergeAll } from './search-index.contract.ts';

const sample = (
  name: string,
  title: Readonly<Record<string, string>>,
  rest: Partial<SampleRelease> = {},
): SampleRelease => ({
  ...{ name, version: '1.0.0', text: [] },
  ...rest,
  hit: { title, summary: {}, ...rest.hit },
});

const SAMPLES: readonly SampleRelease[] = [
  sample('eau/water-bill', { fr: 'Facture d’eau potable' }, { hit: { sectors: ['environment'], region: 'MA-01' } }),
  sample('eau/leak-finder', { fr: 'Détection des fuites du réseau' }, { text: ['facture', 'eau potable'] }),
  sample('sante/vaccination-plan', { ar: 'جدول التلقيح' }, { hit: { sectors: ['health'], region: 'MA-02' } }),
  sample('sante/hospital-beds', { en: 'Hospital beds' }, { hit: { sectors: ['health'], kind: 'statistical' } }),
  sample('sante/old-beds', { en: 'Hospital beds of a hospital' }),
  sample('ecole/registration', { fr: 'Inscription scolaire' }, { dependencies: { 'eau/leak-finder': '^1.0.0' } }),
];

/** Proves that an adapter ranks, corrects, narrows and explains as the port says. */
export function describeSearchRankingContract(makeBed: () => Bed): void {
  describe('of entries that were just published', () => describeRanking(makeBed, () => Promise.resolve()));
  describe('of merged entries', () => describeRanking(makeBed, mergeAll));
}

function describeRanking(makeBed: () => Bed, settle: (store: Store) => Promise<void>): void {
  let bed: Bed;
  let store: Store;

  beforeAll(async () => {
    bed = makeBed();
    store = await bed.open();
    await createAgencies(store, 'eau', 'sante', 'ecole');
    await publish(store, ...SAMPLES);
    const status = { kind: 'status' as const, actor: 't', successor: null, reason: 'old', ifMatch: '*' };
    const old = { name: 'sante/old-beds', version: '1.0.0', yanked: false, deprecated: true };
    await store.ledger.commit({ ...status, ...old });
    await settle(store);
  });
  afterAll(() => bed.clear());

  const search = (request: Partial<SearchRequest>) => store.search.search({ q: '', limit: 20, ...request });
  const names = async (request: Partial<SearchRequest>) => (await search(request)).hits.map(({ name }) => name);

  test('a title says more than keywords, and a name says all', async () => {
    expect(await names({ q: 'facture eau' })).toEqual(['eau/water-bill', 'eau/leak-finder']);
    expect((await names({ q: 'leak finder' }))[0]).toBe('eau/leak-finder');
    expect((await names({ q: 'eau/leak-finder' }))[0]).toBe('eau/leak-finder');
  });

  test('what is deprecated comes last, though it says most', async () => {
    expect(await names({ q: 'hospital beds' })).toEqual(['sante/hospital-beds', 'sante/old-beds']);
  });

  test.each([
    ['another language', 'vaccination schedule', 'sante/vaccination-plan'],
    ['another script', 'talqih', 'sante/vaccination-plan'],
    ['another form', 'factures', 'eau/water-bill'],
    ['the beginning of a word', 'inscr', 'ecole/registration'],
    ['a misspelt word', 'inscirption', 'ecole/registration'],
    ['a word that is misspelt twice', 'inscirptoin', 'ecole/registration'],
    ['an ending that nobody knows', 'vaccinacoes', 'sante/vaccination-plan'],
  ])('%s finds: %s', async (_, q, name) => {
    expect((await names({ q }))[0]).toBe(name);
  });

  test('a misspelt query is corrected, and the answer says how', async () => {
    expect(await search({ q: 'hopsital beds' })).toMatchObject({ didYouMean: 'hospital beds' });
    expect(await search({ q: 'hospital beds' })).not.toHaveProperty('didYouMean');
  });

  test.each<[string, string[]]>([
    ['"eau potable"', ['eau/water-bill', 'eau/leak-finder']],
    ['"potable eau"', []],
    ['"facture potable"', []],
    ['facture -fuites', ['eau/water-bill']],
    ['facture -"eau potable"', []],
    ['agency:sante', ['sante/hospital-beds', 'sante/vaccination-plan', 'sante/old-beds']],
    ['beds sector:health', ['sante/hospital-beds']],
    ['agency:eau agency:ecole', ['eau/leak-finder', 'eau/water-bill', 'ecole/registration']],
    ['-beds agency:sante', ['sante/vaccination-plan']],
  ])('operators narrow: %s', async (q, expected) => {
    expect((await names({ q })).toSorted()).toEqual(expected.toSorted());
  });

  test('values of one facet widen, those of two narrow, and a facet counts as if it were not chosen', async () => {
    const { total, facets } = await search({ region: ['MA-01', 'MA-02'], sector: 'health' });

    expect(total).toBe(1);
    expect(facets.region).toEqual([
      { value: 'MA', count: 1 },
      { value: 'MA-02', count: 1 },
    ]);
    expect(facets.sector).toEqual([
      { value: 'environment', count: 1 },
      { value: 'health', count: 1 },
    ]);
    expect((await search({ region: ['MA-01', 'MA-02'], facets: false })).facets.region).toEqual([]);
  });

  test.each<[SearchRequest['sort'] & string, string]>([
    ['name', 'eau/leak-finder'],
    ['reuse', 'eau/leak-finder'],
    ['recent', 'ecole/registration'],
  ])('sorted by %s the first is %s, and pages follow one another', async (sort, first) => {
    const all = await names({ sort });
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await search({ sort, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      paged.push(...page.hits.map(({ name }) => name));
      cursor = page.cursor;
    } while (cursor !== undefined && paged.length < 20);

    expect(all[0]).toBe(first);
    expect(paged).toEqual(all);
    expect(all).toHaveLength(6);
  });

  test('marks stand in the original text', async () => {
    const { hits } = await search({ q: 'eau potables', highlight: true });
    const [first] = hits;
    const marked = first?.highlights?.title?.['fr']?.map(([start, end]) => first.title.fr?.slice(start, end));

    expect(marked).toEqual(['eau', 'potable']);
    expect((await search({ q: 'التلقيح', highlight: true })).hits[0]?.highlights).toEqual({ title: { ar: [[5, 12]] } });
  });

  test('a score is explained by its parts', async () => {
    const { hits } = await search({ q: 'factures eau', explain: true });
    for (const { explanation } of hits) {
      const { score, words, concepts, coverage, rank, place, reuse, health, freshness } = explanation!;
      expect(score).toBeCloseTo((words + concepts) * coverage * rank + place, 5);
      expect(rank).toBeCloseTo(1 + 0.1 * reuse + 0.06 * health + 0.04 * freshness, 5);
    }

    expect(hits[0]?.explanation?.found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ word: 'factures', by: 'stem', found: 'factur' }),
        expect.objectContaining({ word: 'eau', by: 'exact', found: 'eau' }),
      ]),
    );
  });

  test('what is ordered by something else has no score to explain', async () => {
    const { hits } = await search({ q: 'factures eau', sort: 'name', explain: true });

    expect(hits.length).toBeGreaterThan(0);
    expect(hits.map(({ explanation }) => explanation)).toEqual(hits.map(() => undefined));
  });

  test('what is published between two pages is neither repeated nor makes others be left out', async () => {
    const first = await search({ q: 'facture eau', limit: 1 });
    await publish(store, sample('eau/new-bill', { fr: 'Facture d’eau, facture d’eau' }));
    const second = await search({ q: 'facture eau', limit: 1, cursor: first.cursor });

    expect([first, second].map(({ hits }) => hits[0]?.name)).toEqual(['eau/water-bill', 'eau/leak-finder']);
    expect(await names({ q: 'facture eau' })).toContain('eau/new-bill');
  });
}
