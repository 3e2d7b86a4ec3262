import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Submission } from '@national-forge/api';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';

import { publishSamples, uploadSample, type Publisher } from '../../testing/publish-sample.ts';
import { packSample, type Sample, type SampleOptions } from '../../testing/sample-release.ts';
import { startTestRegistry, type TestRegistry, type TestRegistryOptions } from '../../testing/start-test-registry.ts';

// Workers have a lower priority: on a busy machine their turns take many times as long.
vi.setConfig({ testTimeout: 120_000 });

let server: TestRegistry | undefined;
afterEach(() => server?.stop());

interface Desk extends Publisher {
  readonly server: TestRegistry;
}

async function open(options: TestRegistryOptions): Promise<Desk> {
  server = await startTestRegistry(options);
  return { server, url: server.url, token: await server.token('essais', ['publish']) };
}

async function upload(desk: Desk, options: Partial<SampleOptions> = {}): Promise<Sample> {
  const sample = await packSample({ name: 'essais/double', ...options });
  await (await uploadSample(desk, sample)).arrayBuffer();
  return sample;
}

async function follow({ url, token }: Publisher, response: Response): Promise<Submission> {
  const path = response.headers.get('location') ?? '';
  for (;;) {
    const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    const submission = (await answer.json()) as Submission;
    if (submission.state !== 'judging') return submission;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const ENDLESS = { 'algorithm.js': 'export default () => { for (;;); };\n' };
const IMPATIENT = { patienceMs: 0 };
const BRIEF = { vectors: { task: { cpuMs: 20_000, failures: 100, run: { cpuMs: 300 } } } };

it('answers 202 by itself when judging takes longer than one waits, and the outcome is found at the place it names', async () => {
  const desk = await open(IMPATIENT);
  const sample = await upload(desk);

  const response = await publishSamples(desk, [sample]);
  const first = (await response.json()) as Submission;
  const last = await follow(desk, response);

  expect([response.status, response.headers.get('retry-after'), first.state]).toEqual([202, '1', 'judging']);
  expect(last).toMatchObject({
    id: first.id,
    state: 'published',
    receipts: [{ name: 'essais/double', version: '1.0.0' }],
  });
});

it('tells there, too, why a release was refused after all', async () => {
  const desk = await open({ ...IMPATIENT, registry: BRIEF });
  const sample = await upload(desk, { files: ENDLESS });

  const last = await follow(desk, await publishSamples(desk, [sample]));

  expect(last).toMatchObject({
    ...{ state: 'refused', receipts: [] },
    problem: {
      code: 'vectors-failed',
      errors: [{ code: 'vector-timeout', vector: 'two', release: 'essais/double@1.0.0' }],
    },
  });
  expect((await fetch(`${desk.url}/api/v1/algorithms/essais/double`)).status).toBe(404);
});

it('refuses at once what nobody may publish, however little it waits', async () => {
  const desk = await open(IMPATIENT);
  const sample = await packSample({ name: 'autre/double' });

  const response = await publishSamples(desk, [sample]);

  expect(response.status).toBe(403);
});

it('answers 201 when it is judged in time', async () => {
  const desk = await open({ patienceMs: 60_000 });
  const sample = await upload(desk);

  const response = await publishSamples(desk, [sample]);

  expect([response.status, ((await response.json()) as Submission).state]).toEqual([201, 'published']);
});

it('answers 202 at once when many wait before it', async () => {
  const desk = await open({ patienceMs: 60_000, registry: { vectors: { workers: 1 } } });
  const { vectors } = desk.server.registry;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const crowd = Array.from({ length: 40 }, (_, index) => vectors.inTurn(`agency-${index}`, () => held));
  const sample = await upload(desk);

  const response = await publishSamples(desk, [sample]);
  release();
  await Promise.all(crowd);

  expect(response.status).toBe(202);
  expect((await follow(desk, response)).state).toBe('published');
});

it('leaves what it cannot finish before it ends to the next start, which publishes it once', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'nforge-long-judging-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const desk = await open({ ...IMPATIENT, dataDir, graceMs: 50, registry: { vectors: { workers: 1 } } });
  const sample = await upload(desk);
  const { registry } = desk.server;
  const next = await startTestRegistry({ dataDir });
  let release = (): void => undefined;
  const held = registry.vectors.inTurn('essais', () => new Promise<void>((resolve) => (release = resolve)));
  const response = await publishSamples(desk, [sample]);
  const { id } = (await response.json()) as Submission;

  await desk.server.stop();
  server = undefined;
  release();
  await held;
  const ask = async (): Promise<Submission> => {
    const headers = { authorization: `Bearer ${desk.token}` };
    return (await (await fetch(`${next.url}/api/v1/releases/${id}`, { headers })).json()) as Submission;
  };
  const left = await ask();
  await next.stop();
  const later = await startTestRegistry({ dataDir });
  const last = await follow({ url: later.url, token: desk.token }, response);
  const { versionCount } = (await (await fetch(`${later.url}/api/v1/algorithms/essais/double`)).json()) as {
    versionCount: number;
  };
  await later.stop();

  expect([response.status, left.state, last.state, versionCount]).toEqual([202, 'judging', 'published', 1]);
});
