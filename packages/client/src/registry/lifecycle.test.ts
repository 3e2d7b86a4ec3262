import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { expect, onTestFinished, test } from 'vitest';

import { listen, sendJson, sendProblem, stop } from '../testing/wire.ts';
import { impatientClient } from '../testing/workshop.ts';

const NAME = 'impots/income-tax';
const deprecated = { reason: 'old', since: '2026-01-01T00:00:00Z', successor: 'impots/new-tax' };

interface Sent {
  readonly method: string;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly body: unknown;
}

/** Stands in for a registry whose state changes behind the client's back `races` times. */
async function racing(options: { races?: number; channel?: boolean } = {}) {
  let races = options.races ?? 0;
  let revision = 1;
  const sent: Sent[] = [];
  const note = async (request: IncomingMessage): Promise<void> => {
    const raw = await text(request);
    const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers;
    sent.push({ method: request.method ?? '', ifMatch, ifNoneMatch, body: raw === '' ? undefined : JSON.parse(raw) });
  };
  const server = createServer((request, response) => {
    const etag = `"${revision}"`;
    const channel = { name: NAME, tag: 'beta', version: '1.0.0', updatedAt: '2026-01-01T00:00:00Z' };
    const status = { name: NAME, version: '1.0.0', yanked: null, deprecated };
    const isStatus = request.url?.endsWith('/status') === true;
    if (request.method === 'GET') {
      if (!isStatus && options.channel === false) {
        sendProblem(response, 'channel-unknown', { name: NAME, tag: 'beta' });
        return;
      }
      sendJson(response, isStatus ? status : channel, { etag });
      if (races-- > 0) revision++;
      return undefined;
    }
    void note(request).then(() => {
      if (request.method === 'DELETE') return void response.writeHead(204).end();
      if (request.method === 'POST') {
        sendJson(response, { channels: [{ ...channel, etag }] });
        return;
      }
      const seen = request.headers['if-match'];
      if (seen !== undefined && seen !== `"${revision}"`) {
        sendProblem(response, 'precondition-failed', { current: etag });
        return;
      }
      sendJson(response, isStatus ? status : channel, { etag });
    });
    return undefined;
  });
  await listen(server);
  onTestFinished(() => stop(server));
  const { client } = impatientClient({
    registry: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 't',
  });
  return { client, sent };
}

test('a yank changes nothing else, and is made again on the new state when someone was faster', async () => {
  const { client, sent } = await racing({ races: 1 });

  await client.setStatus(NAME, '1.0.0', { yanked: true, reason: 'wrong rate' });

  const body = { yanked: true, deprecated: true, successor: 'impots/new-tax', reason: 'wrong rate' };
  expect(sent.map(({ ifMatch, body }) => ({ ifMatch, body }))).toEqual([
    { ifMatch: '"1"', body },
    { ifMatch: '"2"', body },
  ]);
});

test('a change of status gives up when others are always faster', async () => {
  const { client, sent } = await racing({ races: 99 });

  await expect(client.setStatus(NAME, '1.0.0', { yanked: true, reason: 'why' })).rejects.toMatchObject({
    code: 'precondition-failed',
    exit: 7,
  });
  expect(sent).toHaveLength(3);
});

test('undoing a deprecation takes the successor away', async () => {
  const { client, sent } = await racing();

  await client.setStatus(NAME, '1.0.0', { deprecated: false, reason: 'still good' });

  expect(sent[0]?.body).toEqual({ yanked: false, deprecated: false, successor: null, reason: 'still good' });
});

test('a channel is moved from the state that was seen, and not over the move of someone else', async () => {
  const { client, sent } = await racing({ races: 1 });

  await expect(
    client.moveChannel({ name: NAME, tag: 'beta', version: '1.1.0', reason: 'tested' }),
  ).rejects.toMatchObject({ code: 'precondition-failed' });

  expect(sent).toEqual([
    { method: 'PUT', ifMatch: '"1"', ifNoneMatch: undefined, body: { version: '1.1.0', reason: 'tested' } },
  ]);
});

test('a new channel is created only where there is none', async () => {
  const { client, sent } = await racing({ channel: false });

  await client.moveChannel({ name: NAME, tag: 'beta', version: '1.0.0', reason: 'first' });

  expect(sent[0]).toMatchObject({ ifMatch: undefined, ifNoneMatch: '*' });
});

test('many channels move with the states that were seen or given', async () => {
  const { client, sent } = await racing();
  const other = { name: 'a/b', tag: 'beta', version: null, ifMatch: '"7"' };

  await client.moveChannels([{ name: NAME, tag: 'beta', version: '1.1.0' }, other], 'together');

  expect(sent[0]?.body).toEqual({
    moves: [{ name: NAME, tag: 'beta', version: '1.1.0', ifMatch: '"1"' }, other],
    reason: 'together',
  });
});

test('a channel without version is removed', async () => {
  const { client, sent } = await racing();

  await expect(client.moveChannel({ name: NAME, tag: 'beta', version: null, reason: 'gone' })).resolves.toBeUndefined();

  expect(sent[0]).toMatchObject({ method: 'DELETE', ifMatch: '"1"' });
});
