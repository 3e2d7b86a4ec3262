import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Store } from '../adapters/open-store.ts';
import type { Bed } from '../adapters/testing/bed.ts';
import { createAgencies } from '../adapters/testing/keys.ts';
import { publish, type SampleRelease } from '../adapters/testing/sample.ts';
import type { SearchRequest } from '../ports.ts';

const hit = (fr: string, ar: string, rest: NonNullable<SampleRelease['hit']> = {}) => ({
  title: { fr, ar },
  summary: { fr: 'résumé' },
  ...rest,
});

const SAMPLES: readonly SampleRelease[] = [
  {
    name: 'impots/income-tax',
    version: '1.0.0',
    hit: hit('Impôt sur le revenu', 'الضَّرِيبَة على الدخل'),
    text: ['barème'],
  },
  {
    name: 'impots/vat',
    version: '1.0.0',
    hit: hit('Taxe', 'ضريبة القيمة المضافة', { risk: 'limited' }),
    text: ['impôts'],
  },
  {
    name: 'cnss/share',
    version: '1.0.0',
    hit: hit('Part salariale', 'حصة الأجير', {
      ...{ sectors: ['social', 'finance'], region: 'MA-04', license: 'MIT', engine: 'none' },
    }),
    text: ['ⵜⴰⵎⴰⵣⵉⵖⵜ', 'NEAR(a b)'],
  },
];

/** Proves that an adapter keeps the contract of search, for entries that wait to be merged and for merged ones. */
export function describeSearchIndexContract(makeBed: () => Bed): void {
  describe('of entries that were just published', () => describeSearch(makeBed, () => Promise.resolve()));
  describe('of merged entries', () => describeSearch(makeBed, mergeAll));
}

/** Merges what waits, so many at a time. */
export async function mergeAll({ searchUpkeep }: Pick<Store, 'searchUpkeep'>): Promise<void> {
  for (let step = 0; step < 100 && (await searchUpkeep.settle(7)) > 0; step += 1);
}

function describeSearch(makeBed: () => Bed, settle: (store: Store) => Promise<void>): void {
  let bed: Bed;
  let store: Store;

  beforeAll(async () => {
    bed = makeBed();
    store = await bed.open();
    await createAgencies(store, 'impots', 'cnss', 'many');
    await publish(store, ...SAMPLES);
    await settle(store);
  });
  afterAll(() => bed.clear());

  const search = (query: Partial<SearchRequest>) => store.search.search({ q: '', limit: 20, ...query });
  const names = async (query: Partial<SearchRequest>) => (await search(query)).hits.map(({ name }) => name);

  describe('words', () => {
    test.each([
      ['impot', ['impots/income-tax', 'impots/vat']],
      ['IMPÔT', ['impots/income-tax', 'impots/vat']],
      // Where few have every word, those that have one are hits too.
      ['impot revenu', ['impots/income-tax', 'impots/vat']],
      ['revenu taxe', ['impots/income-tax', 'impots/vat']],
      // With its article or without, it is the same word; what is shorter is more about it.
      ['الضريبة', ['impots/income-tax', 'impots/vat']],
      ['ضريبة', ['impots/vat', 'impots/income-tax']],
      ['حصـــة', ['cnss/share']],
      ['ⵜⴰⵎⴰⵣⵉⵖⵜ', ['cnss/share']],
      ['share', ['cnss/share']],
      ['cnss/share', ['cnss/share']],
    ])('%s finds %j', async (q, expected) => {
      expect(await names({ q })).toEqual(expected);
    });

    test('what has the words in its title comes first', async () => {
      expect((await names({ q: 'taxe' }))[0]).toBe('impots/vat');
      expect(await names({ q: 'impots' })).toEqual(['impots/income-tax', 'impots/vat']);
    });

    test.each([
      '"',
      '""',
      '*',
      'a* OR',
      'NEAR(',
      'title:',
      '-impot',
      '^',
      'impot" OR "x',
      "'; DROP TABLE agency; --",
      '\0',
      '%',
    ])('no syntax of a query language leaks: %s', async (q) => {
      const page = await search({ q });
      expect(page.hits).toHaveLength(page.total);
    });

    test('any text is a query', async () => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (q) => {
          expect((await search({ q })).total).toBeLessThanOrEqual(3);
          expect((await store.search.suggest(q, 5)).suggestions.length).toBeLessThanOrEqual(3);
        }),
      );
    });

    test('signs alone find nothing, nothing finds everything', async () => {
      expect(await names({ q: '!!' })).toEqual([]);
      expect(await names({ q: '  ' })).toEqual(['cnss/share', 'impots/income-tax', 'impots/vat']);
    });
  });

  describe('facets', () => {
    test('count exactly, over all hits of the query', async () => {
      const { facets, total } = await search({ limit: 1 });

      expect(total).toBe(3);
      expect(facets.sector).toEqual([
        { value: 'finance', count: 3 },
        { value: 'social', count: 1 },
      ]);
      expect(facets.agency).toEqual([
        { value: 'impots', count: 2 },
        { value: 'cnss', count: 1 },
      ]);
      expect(facets.engine).toEqual([
        { value: 'javascript', count: 2 },
        { value: 'none', count: 1 },
      ]);
      expect((await search({ q: 'impot' })).facets.risk).toEqual([
        { value: 'limited', count: 1 },
        { value: 'minimal', count: 1 },
      ]);
    });

    test.each<[Partial<SearchRequest>, string[]]>([
      [{ sector: 'social' }, ['cnss/share']],
      [{ sector: 'finance', agency: 'impots' }, ['impots/income-tax', 'impots/vat']],
      [{ region: 'MA-04' }, ['cnss/share']],
      [{ license: 'MIT', kind: 'rule' }, ['cnss/share']],
      [{ risk: 'limited', language: 'ar', status: 'stable' }, ['impots/vat']],
      [{ engine: 'none' }, ['cnss/share']],
      [{ engine: ['none', 'wasm'], sector: 'social' }, ['cnss/share']],
      [{ sector: 'none' }, []],
      [{ q: 'impot', risk: 'minimal' }, ['impots/income-tax']],
    ])('%j narrows', async (query, expected) => {
      expect(await names(query)).toEqual(expected);
    });
  });

  describe('pages', () => {
    test('follow one another without a gap or a repetition', async () => {
      const many = Array.from({ length: 50 }, (_, index) => ({
        name: `many/algorithm-${index}`,
        version: '1.0.0',
        hit: hit(index % 3 === 0 ? 'Lot grand' : 'Lot', 'كثير'),
        text: ['grand'],
      }));
      await publish(store, ...many);
      await settle(store);
      const all = await names({ q: 'grand', limit: 100 });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await search({ q: 'grand', limit: 7, ...(cursor === undefined ? {} : { cursor }) });
        expect(page.total).toBe(50);
        seen.push(...page.hits.map(({ name }) => name));
        cursor = page.cursor;
      } while (cursor !== undefined);

      expect(seen).toEqual(all);
      expect(new Set(seen).size).toBe(50);
      expect(seen.slice(0, 17)).toContain('many/algorithm-0');
    });

    test('a cursor belongs to its query', async () => {
      const { cursor = '' } = await search({ agency: 'impots', limit: 1 });

      expect(await names({ agency: 'impots', limit: 5, cursor })).toEqual(['impots/vat']);
      const refused = { code: 'cursor-invalid' };
      await expect(search({ agency: 'cnss', limit: 1, cursor })).rejects.toMatchObject(refused);
      await expect(search({ agency: 'impots', cursor: `${cursor}=` })).rejects.toMatchObject(refused);
      for (const bad of ['', 'x', '%00', 'a'.repeat(512)]) {
        await expect(search({ cursor: bad })).rejects.toMatchObject(refused);
      }
    });
  });

  describe('suggestions', () => {
    test.each([
      ['impo', ['impots/income-tax', 'impots/vat']],
      ['Rev', ['impots/income-tax']],
      ['part s', ['cnss/share']],
      ['cnss/sh', ['cnss/share']],
      ['ضريبة ال', ['impots/income-tax', 'impots/vat']],
      ['حصة أج', ['cnss/share']],
      ['ال', ['cnss/share', 'impots/income-tax', 'impots/vat']],
      ['bareme', []],
      ['impot s', ['impots/income-tax']],
      ['IMPÔT sur le rév', ['impots/income-tax']],
      ['', []],
    ])('for "%s"', async (prefix, expected) => {
      const { suggestions } = await store.search.suggest(prefix, 5);
      expect(suggestions.map(({ name }) => name).filter((name) => !name.startsWith('many/'))).toEqual(expected);
    });

    test('no more than asked for', async () => {
      expect((await store.search.suggest('imp', 1)).suggestions).toHaveLength(1);
    });
  });
}
