import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { LogSource } from '../../ports.ts';
import { openHttpSource } from './http-source.ts';

let server: Server;
let asked: string[];
let pauses: number[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let source: LogSource;

beforeEach(async () => {
  asked = [];
  pauses = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sleep = (time: number): Promise<void> => {
    pauses.push(time);
    return Promise.resolve();
  };
  source = openHttpSource(`http://127.0.0.1:${port}/forge`, { fetch, sleep });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const DIGEST = `sha256:${'ab'.repeat(32)}`;

test('asks below the address, with the paths of the interface', async () => {
  answer = (_, response) => void response.end('note');

  expect(await source.checkpoint()).toBe('note');
  await source.tile({ level: 0, index: 1067, width: 256 });
  await source.tile({ level: 'entries', index: 5, width: 12 });
  await source.detail(DIGEST);

  expect(asked).toEqual([
    '/forge/log/checkpoint',
    '/forge/log/tile/0/x001/067',
    '/forge/log/tile/entries/005.p/12',
    `/forge/api/v1/blobs/${DIGEST}`,
  ]);
});

test('waits as long as a busy server asks, and no longer than a minute', async () => {
  const statuses = [429, 503, 503, 200];
  answer = (_, response) => {
    const status = statuses.shift() ?? 200;
    response.writeHead(status, { 'retry-after': status === 429 ? '7' : '86400' }).end('note');
  };

  expect(await source.checkpoint()).toBe('note');
  expect(pauses).toEqual([7000, 60_000, 60_000]);
});

test('gives up after five attempts, at once where asking again is no use', async () => {
  answer = (_, response) => void response.writeHead(502).end();
  await expect(source.checkpoint()).rejects.toMatchObject({ code: 'source-unreachable' });
  expect(asked).toHaveLength(5);

  answer = (_, response) => void response.writeHead(403).end();
  await expect(source.checkpoint()).rejects.toMatchObject({ code: 'source-unreachable' });
  expect(asked).toHaveLength(6);
});

test.each([404, 410])('%s says that a detail or an archive is not there; of a tile it is an error', async (status) => {
  answer = (_, response) => void response.writeHead(status).end('{}');

  expect(await source.detail(DIGEST)).toBeUndefined();
  expect(await source.blob(DIGEST)).toBeUndefined();
  await expect(source.tile({ level: 0, index: 0, width: 3 })).rejects.toMatchObject({ code: 'source-incomplete' });
});

test('stops reading a checkpoint or a tile without end', async () => {
  answer = (_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  };

  await expect(source.checkpoint()).rejects.toMatchObject({ code: 'source-damaged' });
  await expect(source.tile({ level: 0, index: 0, width: 3 })).rejects.toMatchObject({ code: 'source-damaged' });
});

test('tells an archive that breaks off from one that ends', async () => {
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('some bytes', () => response.destroy());
  };

  const body = await source.blob(DIGEST);

  await expect(Readable.from(body!).toArray()).rejects.toMatchObject({ code: 'source-unreachable' });
});

test('says plainly, and at once, that https was asked of a server that speaks http', async () => {
  const { port } = server.address() as AddressInfo;
  const slow = { fetch, sleep: () => Promise.reject(new Error('asked again')) };

  await expect(openHttpSource(`https://127.0.0.1:${port}`, slow).checkpoint()).rejects.toMatchObject({
    code: 'source-unreachable',
    message: expect.stringMatching(/does not speak TLS/) as string,
  });
});

test.each(['http://', 'http://user@127.0.0.1/', 'http://127.0.0.1/?a=b', 'http://127.0.0.1/#x'])(
  'refuses %s as an address',
  (address) => {
    const deps = { fetch, sleep: () => Promise.resolve() };
    expect(() => openHttpSource(address, deps)).toThrow(expect.objectContaining({ code: 'source-invalid' }) as Error);
  },
);
