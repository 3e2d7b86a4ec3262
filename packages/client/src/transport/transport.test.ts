import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';

import { describe, expect, onTestFinished, test } from 'vitest';

import { openClient, type Client } from '../client.ts';
import { listen, sendJson, sendProblem, stop } from '../testing/wire.ts';
import { impatientClient } from '../testing/workshop.ts';
import type { TransportOptions } from './options.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, turn: number) => void;

interface Far {
  readonly client: Client;
  readonly pauses: readonly number[];
  readonly requests: IncomingMessage[];
  readonly url: string;
}

/** Starts a far end that answers as told, and a client that does not really wait. */
async function far(handler: Handler, options: Partial<TransportOptions> = {}): Promise<Far> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    request.resume();
    handler(request, response, requests.length);
  });
  await listen(server);
  onTestFinished(() => stop(server));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { ...impatientClient({ registry: url, ...options }), requests, url };
}

const suggestions = { suggestions: [{ name: 'impots/tax', title: { ar: 'ضريبة' } }] };

describe('a call', () => {
  test('says who speaks, in which language, with which token, under the path of the registry', async () => {
    const { requests, url } = await far((_, response) => sendJson(response, suggestions));
    const client = openClient({
      registry: `${url}/forge/`,
      token: 'nforge_x',
      userAgent: 'nforge/1.0',
      language: 'ar',
    });
    onTestFinished(() => client.close());

    await client.suggest('ضريبة & دخل', { limit: 3 });

    expect(requests[0]?.url).toBe(
      `/forge/api/v1/suggest?q=${encodeURIComponent('ضريبة')}+%26+${encodeURIComponent('دخل')}&limit=3`,
    );
    expect(requests[0]?.headers).toMatchObject({
      authorization: 'Bearer nforge_x',
      'accept-language': 'ar',
      'accept-encoding': 'zstd, br, gzip',
      'user-agent': expect.stringMatching(/^nforge\/1\.0 national-forge-client\/\d+\.\d+\.\d+ node\//) as string,
    });
  });

  test.each([
    ['zstd', zstdCompressSync],
    ['br', brotliCompressSync],
    ['gzip', gzipSync],
    ['identity', (bytes: Buffer) => bytes],
  ] as const)('understands the content coding %s', async (coding, compress) => {
    const { client } = await far((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': coding });
      response.end(compress(Buffer.from(JSON.stringify(suggestions))));
    });

    await expect(client.suggest('x')).resolves.toEqual(suggestions);
  });

  test('drops members it does not know and refuses a shape it cannot use', async () => {
    const { client } = await far((_, response, turn) =>
      sendJson(response, turn === 1 ? { ...suggestions, later: true } : { suggestions: 'none' }),
    );

    await expect(client.suggest('x')).resolves.toEqual(suggestions);
    await expect(client.suggest('x')).rejects.toMatchObject({
      code: 'protocol',
      params: { reason: 'shape', pointer: '/suggestions' },
    });
  });

  test('refuses an answer that grows beyond measure when decompressed', async () => {
    const bomb = zstdCompressSync(Buffer.alloc(80 * 1024 * 1024));
    const { client } = await far((_, response) => {
      response.writeHead(200, { 'content-encoding': 'zstd' }).end(bomb);
    });

    await expect(client.suggest('x')).rejects.toMatchObject({ code: 'protocol', params: { reason: 'too-large' } });
  });

  test.each([
    ['no JSON', 'application/json', 'identity', '<html>', 'json'],
    ['bytes that are no UTF-8', 'application/json', 'identity', Buffer.from([0x22, 0xff, 0x22]), 'json'],
    ['a damaged coding', 'application/json', 'gzip', 'plain', 'encoding'],
    ['an unknown coding', 'application/json', 'lzma', 'plain', 'encoding'],
  ] as const)('calls %s what it is', async (...[, type, coding, body, reason]) => {
    const { client } = await far((_, response) => {
      response.writeHead(200, { 'content-type': type, 'content-encoding': coding }).end(body);
    });

    await expect(client.suggest('x')).rejects.toMatchObject({ code: 'protocol', exit: 9, params: { reason } });
  });

  test.each([302, 307, 308])(
    'does not follow a redirect (%d), which could carry the token elsewhere',
    async (status) => {
      const { client, requests } = await far((_, response) => {
        response.writeHead(status, { location: 'http://attacker.example/' }).end();
      });

      await expect(client.whoami()).rejects.toMatchObject({ code: 'protocol', status });
      expect(requests).toHaveLength(1);
    },
  );
});

describe('a refusal', () => {
  test('is the problem of the registry, with its exit code and parameters', async () => {
    const { client } = await far((_, response) => sendProblem(response, 'algorithm-unknown', { name: 'a/b' }));

    await expect(client.algorithm('a/b')).rejects.toMatchObject({
      code: 'algorithm-unknown',
      status: 404,
      exit: 6,
      params: { name: 'a/b' },
      problem: { title: 'The algorithm is not known' },
    });
  });

  test('of a newer registry keeps its words and an exit code by its status', async () => {
    const { client } = await far((_, response) => {
      response.writeHead(403, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ code: 'moon-phase', title: 'Wrong moon', detail: 'Wait.', status: 403 }));
    });

    await expect(client.algorithm('a/b')).rejects.toMatchObject({
      code: 'problem-unknown',
      exit: 5,
      params: { problem: 'moon-phase', title: 'Wrong moon', detail: 'Wait.', hint: '', status: 403 },
    });
  });

  test('by something that is no registry is a protocol error', async () => {
    const { client } = await far((_, response) => {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not here</h1>');
    });

    await expect(client.algorithm('a/b')).rejects.toMatchObject({ code: 'protocol', status: 404, exit: 9 });
  });
});

describe('a repetition', () => {
  test('happens after 503, 429 and a cut, with pauses that honour Retry-After', async () => {
    const { client, pauses } = await far((_, response, turn) => {
      if (turn === 1) response.setHeader('retry-after', '7');
      if (turn === 1) {
        sendProblem(response, 'busy', { retryAfter: 7 });
        return;
      }
      if (turn === 2) return void response.writeHead(429).end();
      if (turn === 3) return void response.destroy();
      sendJson(response, suggestions);
    });

    await expect(client.suggest('x')).resolves.toEqual(suggestions);
    expect(pauses).toEqual([7150, 300, 600]);
  });

  test('also begins again when the body is cut', async () => {
    const { client, requests } = await far((_, response, turn) => {
      if (turn > 1) {
        sendJson(response, suggestions);
        return;
      }
      response.writeHead(200, { 'content-length': 1000 }).write('{');
      setTimeout(() => response.destroy(), 20);
    });

    await expect(client.suggest('x')).resolves.toEqual(suggestions);
    expect(requests).toHaveLength(2);
  });

  test('ends after five tries, and is told of', async () => {
    const events: unknown[] = [];
    const { client, requests } = await far((_, response) => void response.writeHead(502).end(), {
      onRetry: (event) => events.push(event),
    });

    await expect(client.suggest('x')).rejects.toMatchObject({ code: 'protocol', status: 502 });
    expect(requests).toHaveLength(5);
    expect(events).toHaveLength(4);
    expect(events[0]).toMatchObject({ attempt: 1, delayMs: 150, code: 'protocol' });
  });

  test('does not happen for what a second try would not change', async () => {
    const { client, requests } = await far((_, response) => sendProblem(response, 'storage-full'));

    await expect(client.suggest('x')).rejects.toMatchObject({ code: 'storage-full' });
    expect(requests).toHaveLength(1);
  });

  test('does not happen when the registry asks for more patience than allowed', async () => {
    const { client, requests } = await far((_, response) => {
      response.setHeader('retry-after', '86400');
      sendProblem(response, 'rate-limited', { limit: 1, window: 1, retryAfter: 86400 });
    });

    await expect(client.suggest('x')).rejects.toMatchObject({
      code: 'rate-limited',
      retryAfterMs: 86_400_000,
      exit: 9,
    });
    expect(requests).toHaveLength(1);
  });

  test.each<[string, (client: Client) => Promise<unknown>]>([
    ['creating an agency', (client) => client.createAgency('impots')],
    ['creating a token', (client) => client.createToken('impots', { scopes: ['publish'] })],
    ['revoking a token', (client) => client.revokeToken('impots', 'x')],
    [
      'moving channels',
      (client) => client.moveChannels([{ name: 'a/b', tag: 'c', version: null, ifMatch: 'x' }], 'why'),
    ],
  ])('never happens for %s, which might be done twice', async (_title, call) => {
    const { client, requests } = await far((_, response) => void response.destroy());

    await expect(call(client)).rejects.toMatchObject({ code: 'network' });
    expect(requests).toHaveLength(1);
  });
});

describe('giving up', () => {
  test('ends a call in flight', async () => {
    const controller = new AbortController();
    const { client } = await far(() => controller.abort());

    await expect(client.suggest('x', { signal: controller.signal })).rejects.toMatchObject({
      code: 'cancelled',
      exit: 3,
    });
  });

  test('ends a pause between two tries', async () => {
    const controller = new AbortController();
    const { url } = await far((_, response) => void response.writeHead(503, { 'retry-after': '50' }).end());
    const onRetry = () => setTimeout(() => controller.abort(), 1);
    const client = openClient({ registry: url, onRetry });
    onTestFinished(() => client.close());

    await expect(client.suggest('x', { signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('before the call sends nothing', async () => {
    const { client, requests } = await far((_, response) => sendJson(response, suggestions));

    await expect(client.suggest('x', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    expect(requests).toHaveLength(0);
  });
});

describe('a way that does not exist', () => {
  test('is a network error that names the host', async () => {
    const server = createServer();
    await listen(server);
    const { port } = server.address() as AddressInfo;
    await stop(server);
    const { client } = impatientClient({ registry: `http://127.0.0.1:${port}` });

    await expect(client.service()).rejects.toMatchObject({
      code: 'network',
      exit: 9,
      params: { host: `127.0.0.1:${port}`, reason: 'ECONNREFUSED' },
    });
  });

  test('is a timeout when nothing comes', async () => {
    const { client } = await far(() => undefined, { timeouts: { headersMs: 50 }, retry: { attempts: 1 } });

    await expect(client.service()).rejects.toMatchObject({ code: 'timeout' });
  });

  test.each([
    [{ registry: 'forge.gov.ma' }],
    [{ registry: 'ftp://forge.gov.ma' }],
    [{ registry: 'https://ali:secret@forge.gov.ma' }],
    [{ registry: 'https://forge.gov.ma/?x' }],
    [{ registry: 'https://forge.gov.ma', token: 'a\r\nx-evil: 1' }],
    [{ registry: 'https://forge.gov.ma', token: '' }],
  ])('is refused before the first request: %j', (options) => {
    expect(() => openClient(options)).toThrow(expect.objectContaining({ code: 'option-invalid', exit: 2 }) as Error);
  });
});
