import type { TokenCreated, TokenList } from '@national-forge/api';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';

let server: TestRegistry;
let owner: string;

beforeAll(async () => {
  server = await startTestRegistry();
  owner = await server.token('essais', ['owner']);
});
afterAll(() => server.stop());

const order = (token: string, body: object) =>
  fetch(`${server.url}/api/v1/agencies/essais/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

it.each([['owner'], ['publish', 'owner']])(
  'refuses to limit a token with %s: it could make itself an unlimited one',
  async (...scopes) => {
    const response = await order(owner, { scopes, algorithms: ['essais/un'] });

    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([422, 'scope-refused']);
  },
);

it('limits a token that may only publish, and lets it make no other', async () => {
  const limited = (await (
    await order(owner, { scopes: ['publish'], algorithms: ['essais/un'] })
  ).json()) as TokenCreated;

  const response = await order(limited.token, { scopes: ['publish'] });

  expect(limited.algorithms).toEqual(['essais/un']);
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([403, 'scope-missing']);
});

it('tells the same instants when a token is made and when it is listed, in whole seconds', async () => {
  const made = (await (await order(owner, { scopes: ['lifecycle'], label: 'heures' })).json()) as TokenCreated;

  const list = await fetch(`${server.url}/api/v1/agencies/essais/tokens`, {
    headers: { authorization: `Bearer ${owner}` },
  });

  const listed = ((await list.json()) as TokenList).tokens.find(({ id }) => id === made.id);
  const { token: _, ...info } = made;
  expect(listed).toEqual(info);
  expect(listed?.createdAt).toMatch(/:\d\dZ$/);
});
