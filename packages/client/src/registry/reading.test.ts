import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { listen, sendJson, stop } from '../testing/wire.ts';
import { impatientClient } from '../testing/workshop.ts';

/** Answers each request with the next of some values, the last one for ever. */
async function answering(...values: readonly object[]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    sendJson(response, values[Math.min(asked.length, values.length) - 1] ?? {});
  });
  await listen(server);
  onTestFinished(() => stop(server));
  const { client } = impatientClient({ registry: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  return { client, asked };
}

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

test('a name cannot leave its place in the path', async () => {
  const { client, asked } = await answering({});

  await client.release('../../tokens/self', '1.0.0/../..').catch(() => undefined);

  expect(asked[0]).toBe('/api/v1/algorithms/../..%252Ftokens%252Fself/versions/1.0.0/../..');
});
