import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Algorithm, Submission } from '@national-forge/api';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createAgencies } from '../adapters/testing/keys.ts';
import { publishSamples, uploadSample, type Publisher } from '../testing/publish-sample.ts';
import { startRegistry } from '../testing/run-registry.ts';
import { packSample } from '../testing/sample-release.ts';
import { openRegistry } from '../wiring/open-registry.ts';

vi.setConfig({ testTimeout: 180_000 });

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'nforge-killed-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

async function begin() {
  const running = startRegistry(['serve', '--port', '0', '--json', '--log', 'warn', '--data', dataDir]);
  const [text] = await running.line(/\{.*\}/);
  const { url } = JSON.parse(text) as { url: string };
  const end = async (signal: NodeJS.Signals) => {
    running.child.kill(signal);
    return (await running.ended).code;
  };
  return { url, end };
}

/** Reads a number of the metrics. */
async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

const SLOW = 'export default (x) => { for (let i = 0; i < 4e5; i++); return x * 2; };';
const VECTORS = Array.from({ length: 60 }, (_, index) => ({ name: `v${index}`, input: index, output: index * 2 }));

async function uploadSlow(publisher: Publisher) {
  const files = { 'algorithm.js': SLOW, 'vectors/basic.json': JSON.stringify(VECTORS) };
  const sample = await packSample({ name: 'essais/slow', files });
  await (await uploadSample(publisher, sample)).arrayBuffer();
  return sample;
}

async function createPublisher(): Promise<string> {
  const registry = await openRegistry({ dataDir });
  await createAgencies(registry.deps, 'essais');
  await registry.close();
  const first = await begin();
  await first.end('SIGTERM');
  return (await readFile(join(dataDir, 'first-token'), 'utf8')).trim();
}

async function publishToken(url: string, operator: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      agency: 'essais',
      label: 'test',
      scopes: ['owner'],
      expiresAt: new Date(Date.now() + 3_600_000),
    }),
  });
  return ((await response.json()) as { secret: string }).secret;
}

it('publishes once what was being run when the process was killed, and leaves no worker', async () => {
  const operator = await createPublisher();
  const first = await begin();
  const token = await publishToken(first.url, operator);
  const publisher = { url: first.url, token };
  const sample = await uploadSlow(publisher);
  const accepted = await publishSamples(publisher, [sample], { headers: { prefer: 'respond-async' } });
  const { id } = (await accepted.json()) as Submission;
  await expect.poll(() => metric(first.url, 'nforge_vector_workers'), { timeout: 60_000 }).toBe(1);

  await first.end('SIGKILL');
  const second = await begin();
  const head = async () => fetch(`${second.url}/api/v1/algorithms/essais/slow`);
  const early = (await head()).status;
  const ask = async () => {
    const answer = await fetch(`${second.url}/api/v1/releases/${id}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return ((await answer.json()) as Submission).state;
  };
  const between = await ask();
  await expect.poll(ask, { timeout: 120_000 }).toBe('published');
  const again = await publishSamples({ url: second.url, token }, [sample]);
  const { versionCount } = (await (await head()).json()) as Algorithm;
  const code = await second.end('SIGTERM');

  expect([accepted.status, early, between]).toEqual([202, 404, 'judging']);
  expect([again.status, versionCount, code]).toEqual([200, 1, 0]);
});
