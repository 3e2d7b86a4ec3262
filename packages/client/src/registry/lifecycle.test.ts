import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import type { LogReceipt } from '@national-forge/api';
import type { Leaf } from '@national-forge/transparency';
import { expect, onTestFinished, test } from 'vitest';

import { receiptOf } from '../keys/testing/desk.ts';
import { SampleLog } from '../testing/sample-log.ts';
import { listen, sendJson, sendProblem, stop } from '../testing/wire.ts';
import { impatientClient } from '../testing/workshop.ts';

const NAME = 'impots/income-tax';
const deprecated = { reason: 'old', since: '2026-01-01T00:00:00Z', successor: 'impots/new-tax' };

interface Wished {
  readonly version?: string | null;
  readonly yanked?: boolean;
  readonly moves?: readonly { readonly name: string; readonly tag: string; readonly version: string | null }[];
}

interface Sent {
  readonly method: string;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly body: unknown;
}

/** Stands in for a registry whose state changes behind the client's back `races` times. */
async function racing(options: { races?: number; channel?: boolean; silent?: boolean; lies?: Partial<Leaf> } = {}) {
  let races = options.races ?? 0;
  let revision = 1;
  const sent: Sent[] = [];
  const log = new SampleLog();
  const note = async (request: IncomingMessage): Promise<Sent> => {
    const raw = await text(request);
    const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers;
    const body: unknown = raw === '' ? undefined : JSON.parse(raw);
    const one = { method: request.method ?? '', ifMatch, ifNoneMatch, body };
    sent.push(one);
    return one;
  };
  /** Logs a change and gives its receipt; null when the registry says that nothing changed. */
  const receipt = (leaf: object): LogReceipt | null => {
    const asserted = { time: log.time, actor: 'x', detail: `sha256:${'0'.repeat(64)}` };
    if (options.silent === true) return null;
    return receiptOf(log, log.append({ ...asserted, ...leaf, ...options.lies } as Leaf));
  };
  const server = createServer((request, response) => {
    const etag = `"${revision}"`;
    const channel = { name: NAME, tag: 'beta', version: '1.0.0', updatedAt: '2026-01-01T00:00:00Z', logIndex: 1 };
    const status = { name: NAME, version: '1.0.0', yanked: null, deprecated, tombstoned: null, logIndex: 1 };
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
    void note(request).then(({ method, ifMatch: seen, body }) => {
      const { version = null, moves = [], yanked = false } = (body ?? {}) as Wished;
      const moved = (name: string, tag: string, to: string | null) =>
        receipt({ kind: 'channel', name, tag, version: to });
      if (method === 'DELETE') {
        sendJson(response, { receipt: moved(NAME, 'beta', null) });
        return;
      }
      if (method === 'POST') {
        const receipts = moves.map((move) => moved(move.name, move.tag, move.version)).filter((one) => one !== null);
        sendJson(response, { channels: [{ ...channel, etag }], receipts });
        return;
      }
      if (seen !== undefined && seen !== `"${revision}"`) {
        sendProblem(response, 'precondition-failed', { current: etag });
        return;
      }
      const leaf = yanked ? { kind: 'yank' } : { kind: 'undeprecate' };
      const written = isStatus ? receipt({ ...leaf, name: NAME, version: '1.0.0' }) : moved(NAME, 'beta', version);
      sendJson(response, { ...(isStatus ? status : channel), receipt: written }, { etag });
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

  await expect(client.moveChannel({ name: NAME, tag: 'beta', version: null, reason: 'gone' })).resolves.toEqual({
    receipt: expect.objectContaining({ index: 1 }) as object,
  });

  expect(sent[0]).toMatchObject({ method: 'DELETE', ifMatch: '"1"' });
});

test('a change that is acknowledged with the receipt of something else is refused', async () => {
  const move = { name: NAME, tag: 'beta', version: '1.1.0', reason: 'tested' };
  const invalid = { code: 'receipt-invalid', exit: 8 };
  for (const lies of [{ version: '1.2.0' }, { tag: 'other' }, { name: 'a/b' }] as Partial<Leaf>[]) {
    const { client } = await racing({ lies });
    await expect(client.moveChannel(move)).rejects.toMatchObject(invalid);
    await expect(client.moveChannels([move], 'tested')).rejects.toMatchObject(invalid);
  }
  const { client } = await racing({ lies: { kind: 'unyank' } as Partial<Leaf> });
  await expect(client.setStatus(NAME, '1.0.0', { yanked: true, reason: 'why' })).rejects.toMatchObject(invalid);
});

test('a change that changed nothing has no receipt', async () => {
  const { client } = await racing({ silent: true });

  const written = await client.moveChannel({ name: NAME, tag: 'beta', version: '1.0.0', reason: 'again' });

  expect(written.receipt).toBeNull();
});
