import type { Problem, ReleaseRecord } from '@national-forge/api';
import { openRunner } from '@national-forge/runner';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { sampleProgram } from '../../ports/vector-runs.contract.ts';
import { offer, packContract } from '../../testing/contract-sample.ts';
import type { Publisher } from '../../testing/publish-sample.ts';
import { startTestRegistry, type TestRegistry } from '../../testing/start-test-registry.ts';

vi.setConfig({ testTimeout: 120_000 });

let server: TestRegistry;
let publisher: Publisher;
beforeEach(async () => {
  server = await startTestRegistry();
  publisher = { url: server.url, token: await server.token('essais', ['publish']) };
});
afterEach(() => server.stop());

async function publishPython(code: string, more: { readonly query?: string; readonly vectors?: object } = {}) {
  const sample = await packContract({
    name: 'essais/double',
    manifest: { runtime: '{ engine: python, entry: "algorithm.py:double" }' },
    files: {
      'algorithm.py': code,
      ...(more.vectors && { 'vectors/basic.json': JSON.stringify(more.vectors) }),
    },
  });
  return offer(publisher, [sample], more.query === undefined ? {} : { query: more.query });
}

async function record(): Promise<ReleaseRecord> {
  return (await (await fetch(`${server.url}/api/v1/algorithms/essais/double/versions/1.0.0`)).json()) as ReleaseRecord;
}

/** Tells whether this machine has a sandbox for Python, as the runner finds it. */
async function hasSandbox(): Promise<boolean> {
  const runner = openRunner();
  const entry = { path: 'algorithm.py', bytes: Buffer.from(GOOD), function: 'double' };
  const outcome = await runner.run({ ...sampleProgram(''), engine: 'python', entry }, 2);
  await runner.close();
  return outcome.ok;
}

const GOOD = 'def double(value, data, use):\n    return value * 2\n';

it('Python is run again where there is a sandbox for it, and only attested where there is none', async () => {
  const isRun = await hasSandbox();

  const { status } = await publishPython(GOOD);

  expect(status).toBe(201);
  expect((await record()).vectorResult).toMatchObject({ result: isRun ? 're-run' : 'attested', total: 1 });
});

it('Python that does not keep its vectors is refused where it is run', async () => {
  const isRun = await hasSandbox();

  const { status, body }: { status: number; body: Partial<Problem> } = await publishPython(
    'def double(value, data, use):\n    return value * 3\n',
  );

  expect([status, body.errors?.[0]?.code]).toEqual(isRun ? [422, 'vector-differs'] : [201, undefined]);
});

it('Python that answers by chance is refused, though each answer is within the tolerance', async ({ skip }) => {
  if (!(await hasSandbox())) skip('no sandbox for Python on this machine: nothing is run, the record says "attested"');
  const byChance = 'import random\n\ndef double(value, data, use):\n    return value * 2 + random.random()\n';
  const vectors = [{ name: 'two', input: 2, output: 4, tolerance: { abs: 1 } }];

  const told = [
    await publishPython(byChance, { vectors }),
    await publishPython(byChance, { vectors, query: '?validate-only=true' }),
  ];

  for (const { status, body } of told) {
    expect([status, body.code]).toEqual([422, 'vectors-failed']);
    expect(body.errors).toMatchObject([{ code: 'vector-not-deterministic', vector: 'two', severity: 'error' }]);
  }
  const steady = byChance.replace('random.random()', 'random.Random(7).random()');
  expect(await publishPython(steady, { vectors })).toMatchObject({ status: 201 });
});
