import { pathOf, ROUTES, type OperationId, type Problem } from '@national-forge/api';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';

let server: TestRegistry;

beforeAll(async () => {
  server = await startTestRegistry();
});
afterAll(() => server.stop());

const PARAMS = {
  agency: 'a',
  name: 'b',
  version: '1.0.0',
  other: '1.1.0',
  tag: 'beta',
  path: 'x',
  segment: 0,
  id: 'i',
  file: 'f',
  digest: `sha256:${'0'.repeat(64)}`,
};
const ids = Object.keys(ROUTES) as OperationId[];
const paths = [...Map.groupBy(ids, (id) => pathOf(id, PARAMS))];

it.each(paths)('%s refuses other methods and names its own', async (path, some) => {
  const methods = new Set(some.map((id) => ROUTES[id].method.toUpperCase()));
  if (methods.has('GET')) methods.add('HEAD');
  const wrong = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'].filter(
    (method) => !methods.has(method),
  );

  for (const method of wrong) {
    const response = await fetch(server.url + path, { method });
    const allow = (response.headers.get('allow') ?? '').split(', ');

    expect([method, response.status, ((await response.json()) as Problem).code]).toEqual([
      method,
      405,
      'method-not-allowed',
    ]);
    expect(new Set(allow)).toEqual(methods);
  }
});

it.each([
  '/nix',
  '/api/v1/',
  '/api/v2',
  '/API/v1',
  '/api/v1/algorithms',
  '/api/v1/algorithms/a',
  '/log',
  '/log/tile',
  '/log/checkpoint/',
  '/.git/config',
])('answers 404 for %s', async (path) => {
  const response = await fetch(server.url + path);

  expect([response.status, ((await response.json()) as Problem).code]).toEqual([404, 'route-unknown']);
});

it('refuses percent signs that encode nothing', async () => {
  for (const path of [
    '/api/v1/agencies/%',
    '/api/v1/search?q=%ff',
    '/api/v1/algorithms/a/b/versions/1.0.0/files/%c3%28',
  ]) {
    const response = await fetch(server.url + path);

    expect([path, response.status, ((await response.json()) as Problem).code]).toEqual([path, 400, 'request-invalid']);
  }
});

it('says problems in the language of the reader', async () => {
  const titles = await Promise.all(
    ['ar-MA, fr;q=0.5', 'fr', 'en', 'zgh', 'ary', 'de', ''].map(async (language) => {
      const response = await fetch(`${server.url}/api/v1/agencies?limit=0`, {
        headers: { 'accept-language': language },
      });
      const { title, errors } = (await response.json()) as Problem;
      return [response.headers.get('content-language'), title, errors[0]?.pointer, errors[0]?.message !== ''];
    }),
  );

  expect(titles).toEqual([
    ['ar', 'الطلب غير صالح', '/query/limit', true],
    ['fr', expect.stringContaining('requête'), '/query/limit', true],
    ['en', 'The request is not valid', '/query/limit', true],
    ['fr', expect.any(String), '/query/limit', true],
    ['ar', expect.any(String), '/query/limit', true],
    ['en', expect.any(String), '/query/limit', true],
    ['en', expect.any(String), '/query/limit', true],
  ]);
});
