import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { onTestFinished } from 'vitest';

import { listen, sendJson, stop } from './wire.ts';
import { impatientClient } from './workshop.ts';

/** Answers each request with the next of some values, the last one for ever. */
export async function answering(...values: readonly object[]) {
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
