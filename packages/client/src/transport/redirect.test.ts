import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, onTestFinished, test } from 'vitest';

import { listen, sendJson, stop } from '../testing/wire.ts';
import { impatientClient } from '../testing/workshop.ts';
import type { TransportOptions } from './options.ts';
import { readRedirect } from './redirect.ts';
import { openTransport } from './transport.ts';

const BASE = new URL('https://forge.example.ma/depot');
const ASKED = '/api/v1/algorithms/impots/taxe/versions/1.0.0/proof?size=5';

describe('a redirect', () => {
  test.each([
    ['/api/v1/algorithms/cnss/impot/versions/1.0.0/proof?size=5', 'of a registry that does not know its path'],
    ['/depot/api/v1/algorithms/cnss/impot/versions/1.0.0/proof?size=5', 'of one that does'],
    ['https://forge.example.ma/depot/api/v1/algorithms/cnss/impot/versions/1.0.0/proof?size=5', 'in full'],
    ['https://FORGE.example.ma:443/api/v1/algorithms/cnss/impot/versions/1.0.0/proof?size=5', 'in other words'],
  ])('to another name of the same thing is one: %s, %s', (location) => {
    expect(readRedirect(BASE, ASKED, location)).toEqual({
      path: '/api/v1/algorithms/cnss/impot/versions/1.0.0/proof?size=5',
      moved: { kind: 'algorithm', from: 'impots/taxe', to: 'cnss/impot' },
    });
  });

  test('of an agency is one, with all that lies below it', () => {
    expect(readRedirect(BASE, '/api/v1/agencies/impots/keys?after=3', '/api/v1/agencies/dgi/keys?after=3')).toEqual({
      path: '/api/v1/agencies/dgi/keys?after=3',
      moved: { kind: 'agency', from: 'impots', to: 'dgi' },
    });
  });

  test.each<[string | undefined, string]>([
    [undefined, 'nowhere'],
    ['', 'to itself in no words'],
    ['https://attacker.example/api/v1/algorithms/cnss/impot/versions/1.0.0/proof?size=5', 'to another host'],
    [
      '//attacker.example/api/v1/algorithms/cnss/impot/versions/1.0.0/proof?size=5',
      'to another host, by its name alone',
    ],
    ['https://forge.example.ma:8443/api/v1/algorithms/cnss/impot/versions/1.0.0/proof?size=5', 'to another port'],
    ['http://forge.example.ma/api/v1/algorithms/cnss/impot/versions/1.0.0/proof?size=5', 'out of encryption'],
    ['https://a:b@forge.example.ma/api/v1/algorithms/cnss/impot/versions/1.0.0/proof?size=5', 'with a password'],
    ['/api/v1/algorithms/cnss/impot/versions/2.0.0/proof?size=5', 'to another version'],
    ['/api/v1/algorithms/cnss/impot/versions/1.0.0/archive?size=5', 'to something else'],
    ['/api/v1/algorithms/cnss/impot/versions/1.0.0/proof?size=6', 'to another tree'],
    ['/api/v1/algorithms/cnss/impot/versions/1.0.0/proof', 'to no tree'],
    ['/api/v1/algorithms/cnss/impot/versions/1.0.0/proof?size=5#x', 'with a fragment'],
    ['/api/v1/agencies/cnss/versions/1.0.0/proof?size=5', 'from an algorithm to an agency'],
    ['/api/v1/algorithms/cnss/../../blobs/impot/versions/1.0.0/proof?size=5', 'upwards'],
    ['/api/v1/algorithms/cnss/%69mpot%2f/versions/1.0.0/proof?size=5', 'to a name that is none'],
    ['/depot2/api/v1/algorithms/cnss/impot/versions/1.0.0/proof?size=5', 'to a path beside that of the registry'],
    ['javascript:alert(1)', 'to something that is no address'],
    ['https://[', 'to something that cannot be read'],
  ])('is not followed when it leads to %s: %s', (location) => {
    expect(readRedirect(BASE, ASKED, location)).toBeUndefined();
  });

  test.each(['/api/v1/resolve', '/api/v1/search?q=x', '/log/checkpoint', '/dist/x'])('is none for %s', (path) => {
    expect(readRedirect(BASE, path, path)).toBeUndefined();
  });
});

/** A registry whose algorithms each moved on: `a/x0` to `a/x1` and so on, as often as told. */
async function moving(times: number, options: Partial<TransportOptions> = {}) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    request.resume();
    const step = Number(/x(\d+)/.exec(request.url ?? '')?.[1] ?? 0);
    const next = (request.url ?? '').replace(/x\d+/, `x${step + 1}`);
    if (step < times) response.writeHead(308, { location: next, 'content-length': 3 }).end('old');
    else sendJson(response, { name: `a/x${step}`, versionCount: 0, segmentCount: 0, segmentSize: 256, segments: '' });
  });
  await listen(server);
  onTestFinished(() => stop(server));
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { requests, registry, ...impatientClient({ registry, ...options }) };
}

describe('a client', () => {
  test('follows a name, with its token, and tells each move once', async () => {
    const told: unknown[] = [];
    const { client, requests } = await moving(2, { token: 'nforge_x', onMoved: (moved) => told.push(moved) });

    const versions = await client.versions('a/x0');
    await client.versions('a/x0');

    expect(versions.name).toBe('a/x2');
    expect(told).toEqual([
      { kind: 'algorithm', from: 'a/x0', to: 'a/x1' },
      { kind: 'algorithm', from: 'a/x1', to: 'a/x2' },
    ]);
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(Array(6).fill('Bearer nforge_x'));
  });

  test('follows five steps and no sixth', async () => {
    expect((await (await moving(5)).client.versions('a/x0')).name).toBe('a/x5');
    const { client, requests } = await moving(6);

    await expect(client.versions('a/x0')).rejects.toMatchObject({ code: 'protocol', params: { reason: 'redirect' } });
    expect(requests).toHaveLength(6);
  });

  test('follows no write', async () => {
    const { registry, requests } = await moving(1);
    const transport = openTransport({ registry });
    onTestFinished(() => transport.close());
    const path = '/api/v1/algorithms/a/x0/channels/pilot';

    for (const method of ['PUT', 'POST', 'PATCH', 'DELETE'] as const) {
      const write = transport.once({ method, path, body: '{}' });
      await expect(write).rejects.toMatchObject({ code: 'protocol', params: { reason: 'redirect' } });
    }
    expect(requests.every(({ url }) => url === path)).toBe(true);
    expect(requests).toHaveLength(4);
    expect((await transport.empty({ method: 'HEAD', path })).status === 200).toBe(true);
  });
});
