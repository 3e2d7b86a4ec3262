import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import { sendRequests } from './send-requests.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => void started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

describe('sendRequests', () => {
  it('sends exactly the requests asked for, the paths in turn, over so many connections', async () => {
    const seen: string[] = [];
    const sockets = new Set<unknown>();
    const body = Buffer.alloc(300_000, 'ط');
    const url = await serve((req, res) => {
      seen.push(`${req.url ?? ''} ${req.headers['x-mark'] as string}`);
      sockets.add(req.socket);
      res.writeHead(200, { 'content-length': body.length }).end(body);
    });

    await sendRequests({
      url,
      paths: ['/a', '/b'],
      headers: { 'X-Mark': 'm' },
      requests: 31,
      connections: 4,
      status: 200,
    });

    expect(seen).toHaveLength(31);
    expect(seen.filter((one) => one === '/a m')).toHaveLength(16);
    expect(sockets.size).toBe(4);
  });

  it('waits for an answer before it sends the next request on a connection', async () => {
    let open = 0;
    let most = 0;
    const url = await serve((_, res) => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        res.writeHead(304).end();
      });
    });

    await sendRequests({ url, paths: ['/'], requests: 50, connections: 3, status: 304 });

    expect(most).toBeLessThanOrEqual(3);
  });

  it.each([
    ['another status', (res: Parameters<RequestListener>[1]) => res.writeHead(429, { 'content-length': '0' }).end()],
    ['an answer without its length', (res: Parameters<RequestListener>[1]) => res.write('x', () => res.end())],
    ['a connection that is cut', (res: Parameters<RequestListener>[1]) => res.destroy()],
  ])('fails at %s, so that no error is measured as an answer', async (_, answer) => {
    const url = await serve((_req, res) => void answer(res));

    await expect(sendRequests({ url, paths: ['/'], requests: 5, connections: 2, status: 200 })).rejects.toThrow();
  });
});
