import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

import { ProblemError } from '@national-forge/api';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { readJson } from './body.ts';

let server: Server;
beforeEach(async () => {
  server = createServer((req, res) => {
    readJson(req, res, 50).then(
      (body) => res.end(JSON.stringify(body)),
      (error: unknown) => res.end(error instanceof ProblemError ? error.code : String(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => server.close());

const port = () => (server.address() as AddressInfo).port;

it('gives up a body that does not end, and the connection with it', async () => {
  const socket = connect(port(), '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');

  const answer = Buffer.concat((await socket.toArray()) as Buffer[]).toString();

  expect(answer).toContain('Connection: close');
  expect(answer).toContain('request-timeout');
});

it('reads a whole body, and leaves no timer behind that would answer twice', async () => {
  const response = await fetch(`http://127.0.0.1:${port()}/`, { method: 'POST', body: '{"a":1}' });

  expect(await response.json()).toEqual({ a: 1 });
});
