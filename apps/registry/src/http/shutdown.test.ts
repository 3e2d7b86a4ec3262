import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Submission } from '@national-forge/api';
import { expect, it, onTestFinished } from 'vitest';

import { publishSamples, releaseRequestOf, uploadSample } from '../testing/publish-sample.ts';
import { packSample } from '../testing/sample-release.ts';
import { startTestRegistry } from '../testing/start-test-registry.ts';

it('publishes what it acknowledged: before it ends, or where that takes too long with the next start', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'nforge-shutdown-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const server = await startTestRegistry({ dataDir });
  const token = await server.token('essais', ['publish']);
  const sample = await packSample({ name: 'essais/double' });
  await uploadSample({ url: server.url, token }, sample);
  const accepted = await publishSamples({ url: server.url, token }, [sample], { headers: { prefer: 'respond-async' } });
  const { id, state } = (await accepted.json()) as Submission;
  await server.stop();

  const next = await startTestRegistry({ dataDir });
  const ask = async () => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${next.url}/api/v1/releases/${id}`, { headers });
    return (await answer.json()) as Submission;
  };
  expect([accepted.status, state, accepted.headers.get('location')]).toEqual([
    202,
    'judging',
    `/api/v1/releases/${id}`,
  ]);
  const published = { state: 'published', receipts: [{ name: 'essais/double' }] };
  await expect.poll(ask, { timeout: 25_000 }).toMatchObject(published);
  await next.stop();
});

it('takes up at the next start what a killed process had acknowledged', async () => {
  const first = await startTestRegistry();
  const token = await first.token('essais', ['publish']);
  const sample = await packSample({ name: 'essais/double' });
  await uploadSample({ url: first.url, token }, sample);
  const { deps } = first.registry;
  const { token: record } = { token: (await deps.catalogue.listTokens('essais'))[0] };
  const releases = [releaseRequestOf(sample)];
  // What the process that was killed had stored when it answered 202, and no more.
  await deps.ledger.commit({
    kind: 'submission',
    tokenId: record?.id ?? '',
    agency: 'essais',
    request: { releases },
    submission: { id: 'left-behind', state: 'judging', receipts: [], warnings: [] },
  });

  const second = await startTestRegistry({ dataDir: first.dataDir });

  const ask = async () => {
    const answer = await fetch(`${second.url}/api/v1/releases/left-behind`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return ((await answer.json()) as Submission).state;
  };
  await expect.poll(ask, { timeout: 20_000 }).toBe('published');
  await second.stop();
  await first.stop();
});

it('finishes a request that is under way', async () => {
  const server = await startTestRegistry();
  const agent = new Agent({ keepAlive: true });
  const body = JSON.stringify({ requirements: {} });
  // The server says that it waits for the body: then it has the request.
  const headers = { 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' };
  const call = request(`${server.url}/api/v1/resolve`, { method: 'POST', agent, headers });
  const answered = new Promise<number>((resolve, reject) => {
    call.once('response', (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    });
    call.once('error', reject);
  });
  call.flushHeaders();
  await once(call, 'continue');

  const stopped = server.stop();
  call.end(body);

  expect(await answered).toBe(200);
  await stopped;
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  agent.destroy();
});
