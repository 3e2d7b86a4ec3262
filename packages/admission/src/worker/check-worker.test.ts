import { afterEach, describe, expect, it } from 'vitest';

import { openCheckWorker, type CheckWorker } from './check-worker.ts';

const opened: CheckWorker[] = [];
const open = (limits: Parameters<typeof openCheckWorker>[0] = {}) => {
  const worker = openCheckWorker(limits);
  opened.push(worker);
  return worker;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((worker) => worker.close()));
});

const string = { schema: { type: 'string' }, values: ['a'] };

/** Doubles the work at each level: 2^depth ways to fail. */
const exponential = (depth: number) => ({
  $ref: '#/$defs/d0',
  $defs: Object.fromEntries(
    Array.from({ length: depth }, (_, level) => {
      const next = level + 1 < depth ? { $ref: `#/$defs/d${level + 1}` } : { type: 'null' };
      return [`d${level}`, { anyOf: [next, next] }];
    }),
  ),
});

describe('openCheckWorker', () => {
  it('stops a pattern that would run for years, and goes on with the next task', async () => {
    const worker = open({ cpuMs: 300 });
    const values = [`${'a'.repeat(60)}b`];

    await expect(worker.run('contract', { schema: { pattern: '^(a+)+$' }, values })).resolves.toEqual({
      kind: 'timeout',
    });
    await expect(worker.run('contract', string)).resolves.toEqual({ kind: 'done', output: [] });
  });

  it('stops a schema whose references double the work at each level', async () => {
    const worker = open({ cpuMs: 300 });

    await expect(worker.run('contract', { schema: exponential(40), values: [1] })).resolves.toEqual({
      kind: 'timeout',
    });
  });

  it('stops what takes too much memory', async () => {
    const worker = open({ memoryMiB: 24 });
    const values = Array.from({ length: 200_000 }, (_, index) => ({ index: [index, [index], { index }] }));

    await expect(worker.run('contract', { schema: true, values })).resolves.toEqual({ kind: 'too-heavy' });
    await expect(worker.run('contract', string)).resolves.toEqual({ kind: 'done', output: [] });
  });

  it('runs tasks one after the other, each with an answer of its own', async () => {
    const worker = open({ tasks: 3 });

    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => worker.run('contract', { schema: { maximum: 4 }, values: [index] })),
    );

    expect(outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.output.length : -1))).toEqual([
      0, 0, 0, 0, 0, 1, 1, 1, 1, 1,
    ]);
  });

  it('leaves the event loop free while it works', async () => {
    const worker = open({ cpuMs: 300 });
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);

    await worker.run('contract', { schema: exponential(40), values: [1] });

    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
  });

  it('refuses work once closed', async () => {
    const worker = open();
    await worker.run('contract', string);
    await worker.close();

    await expect(worker.run('contract', string)).rejects.toMatchObject({
      name: 'AdmissionError',
      code: 'worker-closed',
    });
  });

  it('fails the task under way when it is closed', async () => {
    const worker = open();
    const task = worker.run('contract', { schema: exponential(40), values: [1] });
    setImmediate(() => setImmediate(() => void worker.close()));

    await expect(task).rejects.toMatchObject({ code: 'worker-closed' });
  });

  it('compares contracts with the prover, in modes, too', async () => {
    const worker = open();
    const pair = { old: { maximum: 7 }, new: { maximum: 6 }, role: 'input' } as const;

    await expect(worker.run('compare', pair)).resolves.toMatchObject({
      kind: 'done',
      output: { comparison: { verdict: 'breaking', witness: 7, reason: 'maximum: 6' } },
    });
    await expect(worker.run('tolerant', { properties: {}, maxProperties: 3 })).resolves.toEqual({
      kind: 'done',
      output: [{ keyword: 'maxProperties', pointer: '/maxProperties' }],
    });
  });

  it('says of what is no schema, and of what takes too long, that there is no verdict', async () => {
    const role = 'input';

    await expect(open().run('compare', { old: { maximum: 'x' }, new: true, role })).resolves.toMatchObject({
      output: { code: 'schema-invalid' },
    });
    // The validators make code of it that doubles at each level.
    const heavy = { allOf: [exponential(24), { pattern: '^(a|b)*a(a|b){12}$' }], type: 'string' };
    const outcome = await open({ cpuMs: 100 }).run('compare', { old: heavy, new: { ...heavy, maxLength: 9 }, role });

    expect(outcome).toEqual({ kind: 'timeout' });
  });
});
