import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

import { afterEach, expect, it } from 'vitest';

import { parseRaw } from '../testing/contract-client.ts';
import { startTestRegistry, type TestRegistry, type TestRegistryOptions } from '../testing/start-test-registry.ts';

let server: TestRegistry | undefined;
const start = async (options: TestRegistryOptions) => (server = await startTestRegistry(options));
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const few = (requests: number) => ({ requests, seconds: 60 });
const rates = { addressReads: few(3), addressWrites: few(2), tokenReads: few(3), tokenWrites: few(2) };

const read = (token?: string, from?: string) =>
  fetch(`${server?.url ?? ''}/api/v1/agencies`, {
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...(from && { 'x-forwarded-for': from }) },
  });

it('stops one client at its limit, says when to come back, and another does not notice', async () => {
  const limited = await start({ rates, hops: 1 });
  const robot = await limited.token('essais', ['publish']);
  await fetch(`${server?.url ?? ''}/api/v1/tokens/self`, { headers: { authorization: `Bearer ${robot}` } });

  const greedy = [];
  for (let index = 0; index < 5; index += 1) greedy.push(await read(undefined, '192.0.2.1'));
  const others = [await read(undefined, '192.0.2.2'), await read(robot, '192.0.2.1')];

  expect(greedy.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
  expect(Number(greedy[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(greedy[0]?.headers.get('ratelimit-policy')).toBe('"address-read";q=3;w=60');
  expect(greedy[1]?.headers.get('ratelimit')).toMatch(/^"address-read";r=1;t=\d+$/);
  expect(others.map(({ status }) => status)).toEqual([200, 200]);
  expect(others[1]?.headers.get('ratelimit-policy')).toBe('"token-read";q=3;w=60');
});

it('counts reads and writes apart', async () => {
  await start({ rates });
  const write = () => fetch(`${server?.url ?? ''}/api/v1/resolve`, { method: 'POST', body: '{}' });

  const writes = [await write(), await write(), await write()].map(({ status }) => status);

  expect(writes).toEqual([415, 415, 429]);
  expect((await read()).status).toBe(200);
});

it('believes X-Forwarded-For only behind a trusted proxy, and only the entry that the proxy wrote', async () => {
  await start({ rates });
  const spoofed = [];
  for (const from of ['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4']) spoofed.push((await read(undefined, from)).status);
  await server?.stop();

  await start({ rates, hops: 1 });
  const prefixed = [];
  for (const lie of ['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4']) {
    prefixed.push((await read(undefined, `${lie}, 198.51.100.7`)).status);
  }

  expect([spoofed, prefixed]).toEqual([
    [200, 200, 200, 429],
    [200, 200, 200, 429],
  ]);
});

it('guessing tokens buys no fresh count', async () => {
  await start({ rates });

  const statuses = [];
  for (let index = 0; index < 4; index += 1) statuses.push((await read(`nforge_guess${index}`)).status);

  expect(statuses).toEqual([200, 200, 200, 429]);
});

it('cuts a body that comes too slowly and keeps serving others', async () => {
  await start({ connections: { headersTimeout: 200, requestTimeout: 200, checkInterval: 40 } });
  const socket = connect({ host: '127.0.0.1', port: server?.port ?? 0 });
  const pieces: Buffer[] = [];
  socket.on('data', (piece: Buffer) => pieces.push(piece));
  const closed = new Promise((resolve) => socket.once('close', resolve));

  socket.write(
    'POST /api/v1/resolve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
  );
  const meanwhile = await read();
  await closed;

  expect(meanwhile.status).toBe(200);
  expect(parseRaw(Buffer.concat(pieces)).status).toBe(408);
});

it('tells a client that waits to send its body that it will be refused, before it sends it', async () => {
  await start({});
  const socket = connect({ host: '127.0.0.1', port: server?.port ?? 0 });
  const pieces: Buffer[] = [];
  socket.on('data', (piece: Buffer) => pieces.push(piece));

  const path = `/api/v1/blobs/sha256:${'0'.repeat(64)}`;
  const head =
    'Host: x\r\nExpect: 100-continue\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000000\r\n';
  socket.write(`PUT ${path} HTTP/1.1\r\n${head}\r\n`);
  await expect.poll(() => pieces.length, { timeout: 20_000 }).toBeGreaterThan(0);
  await setTimeout(20);
  socket.destroy();

  expect(Buffer.concat(pieces).toString()).toMatch(/^HTTP\/1\.1 401 /);
});
