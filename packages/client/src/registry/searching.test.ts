import { expect, test } from 'vitest';

import { answering } from '../testing/answering.ts';

async function allOf<T>(source: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

const page = (cursor?: string) => ({ total: 3, hits: [], facets: {}, ...(cursor === undefined ? {} : { cursor }) });

test('the pages of a search follow their cursors and keep the query', async () => {
  const { client, asked } = await answering(page('a b'), page('c'), page());

  const pages = await allOf(client.searchPages({ q: 'ضريبة', sector: 'energy' }));

  expect(pages).toHaveLength(3);
  const query = `q=${encodeURIComponent('ضريبة')}&sector=energy`;
  expect(asked).toEqual([
    `/api/v1/search?${query}`,
    `/api/v1/search?${query}&cursor=a+b`,
    `/api/v1/search?${query}&cursor=c`,
  ]);
});

test('the pages of a search end when a registry names the same cursor again', async () => {
  const { client, asked } = await answering(page('same'));

  await allOf(client.searchPages({}));

  expect(asked).toHaveLength(2);
});

test('a facet that a newer registry adds is passed over, one that is missing is empty', async () => {
  const counts = [{ value: 'energy', count: 2 }];
  const { client } = await answering({ ...page(), facets: { sector: counts, mood: counts } });

  const { facets } = await client.search({});

  expect(facets.sector).toEqual(counts);
  expect(facets.region).toEqual([]);
  expect(facets).not.toHaveProperty('mood');
});

test('facets are one value or several, and switches are words', async () => {
  const { client, asked } = await answering(page());

  const many = {
    sector: ['healthcare', 'education'],
    agency: [],
    sort: 'recent',
    highlight: true,
    facets: false,
  } as const;
  await client.search({ q: '"eau potable" -gaz', ...many, limit: 5, explain: undefined });

  expect(asked).toEqual([
    '/api/v1/search?q=%22eau+potable%22+-gaz&sector=healthcare&sector=education&sort=recent&highlight=true&facets=false&limit=5',
  ]);
});

test('marks, explanations and corrections are given on, what an earlier registry does not know is empty', async () => {
  const hit = {
    ...{ name: 'eau/bill', version: '1.0.0', title: { fr: 'Facture' }, summary: {}, kind: 'rule', sectors: [] },
    ...{ region: 'MA', license: 'MIT', languages: [], risk: 'minimal', status: 'stable', deprecated: false },
    updatedAt: '2026-01-01T00:00:00Z',
  };
  const highlights = { title: { fr: [[0, 7]] } };
  const { client } = await answering(
    { ...page(), hits: [{ ...hit, engine: 'wasm', highlights }], didYouMean: 'facture' },
    { ...page(), hits: [hit] },
  );

  expect(await client.search({ q: 'factrue' })).toMatchObject({
    hits: [{ engine: 'wasm', highlights }],
    didYouMean: 'facture',
  });
  expect((await client.search({})).hits).toEqual([{ ...hit, engine: '' }]);
});

test('suggestions are asked for by what was typed', async () => {
  const { client, asked } = await answering({ suggestions: [{ name: 'eau/bill', title: { ar: 'فاتورة' } }] });

  expect((await client.suggest('فات', { limit: 3 })).suggestions).toHaveLength(1);
  expect(asked).toEqual([`/api/v1/suggest?q=${encodeURIComponent('فات')}&limit=3`]);
});
