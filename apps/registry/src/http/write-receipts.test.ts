import type {
  ChannelList,
  ChannelWritten,
  LogReceipt,
  ReleaseStatus,
  StatusWritten,
  Submission,
} from '@national-forge/api';
import { assertInclusion, hashLeaf, openCheckpoint, parseLeaf, type Leaf } from '@national-forge/transparency';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openLogClient, type LogClient } from '../testing/log-client.ts';
import { publishSample, publishSamples, uploadSample } from '../testing/publish-sample.ts';
import { packSample } from '../testing/sample-release.ts';
import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';

let server: TestRegistry;
let client: LogClient;
let publish: string;
let lifecycle: string;

beforeAll(async () => {
  server = await startTestRegistry();
  client = await openLogClient(server.url);
  publish = await server.token('impots', ['publish']);
  lifecycle = await server.token('impots', ['lifecycle']);
  for (const version of ['1.0.0', '1.1.0']) {
    await publishSample({ url: server.url, token: publish }, { name: 'impots/taxe', version, runs: false });
  }
});
afterAll(() => server.stop());

const BASE = '/api/v1/algorithms/impots/taxe';

async function send(method: string, path: string, { body, token = lifecycle, headers = {} }: Sent = {}) {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, etag: response.headers.get('etag'), json: await response.json() };
}

interface Sent {
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Verifies a receipt as its holder does, with nothing but the key of the log; gives what it proves. */
function proved(receipt: LogReceipt | null | undefined): Leaf {
  if (!receipt) throw new Error('no receipt');
  const bytes = Buffer.from(receipt.leaf);
  const { size, root } = openCheckpoint(receipt.checkpoint, client.verifier);
  const hashes = receipt.hashes.map((hash) => new Uint8Array(Buffer.from(hash, 'base64')));
  assertInclusion({ index: receipt.index, size, root, leafHash: hashLeaf(bytes), hashes });
  return parseLeaf(bytes);
}

const etagOf = async (path: string): Promise<string> => (await fetch(`${server.url}${path}`)).headers.get('etag') ?? '';

describe('the proof in the answer of a write', () => {
  it('is of the move of a channel, whose document it names', async () => {
    const { json, etag } = await send('PUT', `${BASE}/channels/pilot`, {
      body: { version: '1.0.0', reason: 'try it' },
      headers: { 'if-none-match': '*' },
    });
    const { receipt, ...channel } = json as ChannelWritten;

    expect(proved(receipt)).toMatchObject({ kind: 'channel', name: 'impots/taxe', tag: 'pilot', version: '1.0.0' });
    expect(await (await fetch(`${server.url}${BASE}/channels/pilot`)).json()).toEqual(channel);
    expect([channel.logIndex, etag]).toEqual([receipt?.index, await etagOf(`${BASE}/channels/pilot`)]);
  });

  it('is null where a channel points there already', async () => {
    const { status, json } = await send('PUT', `${BASE}/channels/pilot`, {
      body: { version: '1.0.0', reason: 'try it' },
      headers: { 'if-match': await etagOf(`${BASE}/channels/pilot`) },
    });

    expect([status, (json as ChannelWritten).receipt]).toEqual([200, null]);
  });

  it('is one for each channel that moved, in their order', async () => {
    const { json } = await send('POST', '/api/v1/channels', {
      body: {
        reason: 'both',
        moves: [
          { name: 'impots/taxe', tag: 'north', version: '1.1.0', ifMatch: null },
          { name: 'impots/taxe', tag: 'pilot', version: '1.0.0', ifMatch: await etagOf(`${BASE}/channels/pilot`) },
          { name: 'impots/taxe', tag: 'south', version: '1.0.0', ifMatch: null },
        ],
      },
    });
    const { channels, receipts } = json as ChannelList;

    expect(receipts.map(proved)).toMatchObject([{ tag: 'north' }, { tag: 'south' }]);
    expect(channels.map(({ tag }) => tag)).toEqual(['north', 'pilot', 'south']);
    for (const { tag, etag } of channels) expect(etag).toBe(await etagOf(`${BASE}/channels/${tag}`));
  });

  it('is of the removal of a channel', async () => {
    const { status, json } = await send('DELETE', `${BASE}/channels/south?reason=gone+south`, {
      headers: { 'if-match': '*' },
    });

    expect(status).toBe(200);
    expect(proved((json as { receipt: LogReceipt }).receipt)).toMatchObject({ kind: 'channel', version: null });
  });

  it('is one for each leaf of a status, the last one beside it, and null where nothing changed', async () => {
    const path = `${BASE}/versions/1.0.0/status`;
    const body = { yanked: true, deprecated: true, successor: null, reason: 'wrong rate' };

    const first = await send('PUT', path, { body, headers: { 'if-match': '*' } });
    const again = await send('PUT', path, { body, headers: { 'if-match': '*' } });

    const { receipt, receipts, ...status } = first.json as StatusWritten;
    expect(receipts?.map((one) => proved(one).kind)).toEqual(['yank', 'deprecate']);
    expect(receipt).toEqual(receipts?.at(-1));
    expect(status.logIndex).toBe(receipt?.index);
    expect((await (await fetch(`${server.url}${path}`)).json()) as ReleaseStatus).toEqual(status);
    expect(again.json).toMatchObject({ receipt: null, receipts: [] });
    expect(again.etag).toBe(first.etag);
  });

  it('is of a new agency, whose document has the ETag that was announced', async () => {
    const operator = await server.token(null, ['operator']);
    const { json, etag } = await send('POST', '/api/v1/agencies', { body: { name: 'douanes' }, token: operator });
    const { receipt } = json as { receipt: LogReceipt };

    expect(proved(receipt)).toMatchObject({ kind: 'agency', agency: 'douanes' });
    expect(await etagOf('/api/v1/agencies/douanes')).toBe(etag);
  });

  it('is one for each release, and the submission tells the same for ever', async () => {
    const publisher = { url: server.url, token: publish };
    const samples = [
      await packSample({ name: 'impots/a', runs: false }),
      await packSample({ name: 'impots/b', runs: false }),
    ];
    for (const sample of samples) await uploadSample(publisher, sample);

    const made = (await (await publishSamples(publisher, samples)).json()) as Submission;
    const again = (await (await publishSamples(publisher, samples)).json()) as Submission;
    const told = await send('GET', `/api/v1/releases/${made.id}`, { token: publish });

    expect(made.receipts.map(({ log }) => proved(log))).toMatchObject(
      samples.map(({ name, releaseDigest }) => ({ kind: 'release', name, release: releaseDigest })),
    );
    expect([again.receipts, (told.json as Submission).receipts]).toEqual([made.receipts, made.receipts]);
  });
});
