import type { Submission } from '@national-forge/api';
import { afterEach, expect, it, vi } from 'vitest';

import { publishSamples, uploadSample, type Publisher } from '../../testing/publish-sample.ts';
import { packSample, type SampleOptions } from '../../testing/sample-release.ts';
import { startTestRegistry, type TestRegistry } from '../../testing/start-test-registry.ts';

// Workers have a lower priority: on a busy machine their turns take many times as long.
vi.setConfig({ testTimeout: 120_000 });

let server: TestRegistry | undefined;
afterEach(() => server?.stop());

// Each has all the time a release may take, a minute of processor, and uses it up.
const HOSTILE: Readonly<Record<string, string>> = {
  loop: 'export default () => { for (;;); };',
  pattern: 'export default () => /^(?:a|a)*$/.test("a".repeat(60) + "b");',
  memory: 'export default () => { const all = []; for (;;) all.push("x".repeat(1000) + all.length); };',
};

async function upload(publisher: Publisher, options: SampleOptions) {
  const sample = await packSample(options);
  await (await uploadSample(publisher, sample)).arrayBuffer();
  return sample;
}

it('answers reads, and publishes what another agency sends, before slow and hostile releases come to an end', async () => {
  const run = { cpuMs: 60_000, wallMs: 600_000 };
  server = await startTestRegistry({
    graceMs: 100,
    registry: { vectors: { workers: 2, task: { cpuMs: 60_000, failures: 100, run } } },
  });
  const { url, registry } = server;
  const [hostile, honest] = await Promise.all(
    ['hostile', 'honest'].map(async (agency): Promise<Publisher> => {
      return { url, token: (await server?.token(agency, ['publish'])) ?? '' };
    }),
  );
  if (!hostile || !honest) throw new Error('no publishers');
  const order: string[] = [];
  const names = Array.from({ length: 12 }, (_, index) => `hostile/endless-${index}`);
  const samples = [];
  for (const [index, name] of names.entries()) {
    const [, code = ''] = Object.entries(HOSTILE)[index % 2] ?? [];
    samples.push(await upload(hostile, { name, files: { 'algorithm.js': code } }));
  }
  const attacks = samples.map(async (sample) => {
    const response = await publishSamples(hostile, [sample]).catch(() => undefined);
    order.push(`hostile ${response?.status ?? 'cut'}`);
  });
  // One runs; the second worker is kept from the same agency, and the others wait.
  await expect
    .poll(() => registry.vectors.state(), { timeout: 20_000 })
    .toEqual({ waiting: 11, running: 1, workers: 1 });

  const sample = await upload(honest, { name: 'honest/double' });
  const published = await publishSamples(honest, [sample]);
  order.push(`honest ${published.status}`);
  for (let index = 0; index < 50; index++) {
    const path = index % 2 === 0 ? '/api/v1/algorithms/honest/double' : '/api/v1/search?q=double';
    order.push(`read ${(await fetch(`${url}${path}`)).status}`);
  }
  const state = registry.vectors.state();
  await server.stop();
  server = undefined;
  await Promise.all(attacks);

  expect(((await published.json()) as Submission).state).toBe('published');
  expect(order.slice(0, 51)).toEqual(['honest 201', ...Array<string>(50).fill('read 200')]);
  expect(order).toHaveLength(63);
  expect(order.slice(51).every((one) => one.startsWith('hostile '))).toBe(true);
  expect(state).toMatchObject({ waiting: 11, running: 1 });
});

it.each(Object.entries(HOSTILE))('refuses a release that never ends, and works on: %s', async (_, code) => {
  const run = { cpuMs: 500 };
  server = await startTestRegistry({ registry: { vectors: { task: { cpuMs: 60_000, failures: 100, run } } } });
  const publisher = { url: server.url, token: await server.token('essais', ['publish']) };
  const sample = await upload(publisher, { name: 'essais/endless', files: { 'algorithm.js': code } });

  const refused = await publishSamples(publisher, [sample]);
  const next = await publishSamples(publisher, [await upload(publisher, { name: 'essais/double' })]);

  expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'vectors-failed' }]);
  expect(next.status).toBe(201);
});
