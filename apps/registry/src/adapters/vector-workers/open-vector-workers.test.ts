import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { afterEach, describe, expect, it, vi } from 'vitest';

import { describeVectorRunsContract, doubles, sampleProgram } from '../../ports/vector-runs.contract.ts';
import { openVectorWorkers, type VectorWorkers, type VectorWorkersLimits } from './open-vector-workers.ts';

// Workers have a lower priority: on a busy machine their turns take many times as long.
vi.setConfig({ testTimeout: 120_000 });

describe('Processes keep the contract of vectors', () =>
  describeVectorRunsContract((workers) => openVectorWorkers({ workers })));

const DOUBLE = 'export default (x) => x * 2;';
const ENDLESS = 'export default () => { for (;;); };';
const isLinux = process.platform === 'linux';

let pool: VectorWorkers | undefined;
const open = (limits: Partial<VectorWorkersLimits> = {}): VectorWorkers =>
  (pool = openVectorWorkers({ workers: 2, ...limits }));
const run = (workers: VectorWorkers, publisher: string, code: string) =>
  runMany(workers, publisher, { code, count: 1 });
const runMany = (workers: VectorWorkers, publisher: string, { code, count }: { code: string; count: number }) =>
  workers.inTurn(publisher, (turn) => turn.run({ program: sampleProgram(code), vectors: doubles(count) }));
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
afterEach(() => pool?.close());

it('has no worker until there is work, and ends one that has none', async () => {
  const workers = open({ idleMs: 1 });
  expect(workers.state()).toEqual({ waiting: 0, running: 0, workers: 0 });

  await run(workers, 'a', DOUBLE);

  await expect.poll(() => workers.state().workers).toBe(0);
  expect(workers.counts).toEqual({ tasks: 1, vectors: 1, lost: 0, started: 1 });
});

it('gives a worker to one publisher only, and the same one to the same', async () => {
  const workers = open();
  await run(workers, 'a', DOUBLE);
  const [first] = workers.pids();
  await run(workers, 'a', DOUBLE);
  const again = workers.pids();
  await run(workers, 'b', DOUBLE);
  await run(workers, 'c', DOUBLE);

  expect(again).toEqual([first]);
  // Two may live; the one that has been idle longest went for the third publisher.
  expect(workers.pids()).toHaveLength(2);
  expect(workers.pids()).not.toContain(first);
  expect(isAlive(first ?? 0)).toBe(false);
  expect(workers.counts.started).toBe(3);
});

it.runIf(isLinux)('gives a worker nothing of our environment, no file of ours, and a lower priority', async () => {
  const workers = open();
  await run(workers, 'a', DOUBLE);
  const [pid = 0] = workers.pids();
  const threads = readdirSync(`/proc/${pid}/task`);
  // After the name in brackets: the 17th field is the niceness.
  const niceness = threads.map(
    (thread) => readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8').split(') ')[1]?.split(' ')[16],
  );

  expect(process.env['PATH']).toBeTruthy();
  expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).toBe('');
  expect(new Set(niceness)).toEqual(new Set(['10']));
  expect(threads.length).toBeGreaterThan(1);
});

it('runs a task again when its worker was ended by somebody, once', async () => {
  const workers = open();
  const deaths: string[] = [];
  workers.onDeath((why, publisher) => deaths.push(`${publisher}: ${why}`));
  const running = runMany(workers, 'a', { code: DOUBLE, count: 400 });
  await expect.poll(() => workers.pids().length, { interval: 1 }).toBe(1);
  process.kill(workers.pids()[0] ?? 0, 'SIGKILL');

  expect(await running).toMatchObject({ ended: 'complete', total: 400, failed: [] });
  expect(deaths).toEqual(['a: it ended (SIGKILL)']);
  expect(workers.counts).toMatchObject({ started: 2, lost: 0 });
});

it('gives a task up when its worker died twice', async () => {
  const workers = open();
  const running = runMany(workers, 'a', { code: ENDLESS, count: 50 });
  const killed = new Set<number>();
  const timer = setInterval(() => {
    for (const pid of workers.pids()) {
      killed.add(pid);
      process.kill(pid, 'SIGKILL');
    }
  }, 20);

  const report = await running.finally(() => clearInterval(timer));

  expect(report).toEqual({ runner: '', ended: 'crashed', total: 50, failed: [] });
  expect(killed.size).toBe(2);
  expect(workers.counts).toMatchObject({ started: 2, lost: 1 });
});

it('ends a worker that does not answer in time, even one that does nothing at all', async () => {
  const workers = open({ wallMs: 1500 });
  const running = runMany(workers, 'a', { code: ENDLESS, count: 50 });
  await expect.poll(() => workers.pids().length, { interval: 1 }).toBe(1);
  const [pid = 0] = workers.pids();
  process.kill(pid, 'SIGSTOP');

  expect(await running).toMatchObject({ ended: 'deadline', failed: [] });
  expect(isAlive(pid)).toBe(false);
  expect(workers.state()).toEqual({ waiting: 0, running: 0, workers: 0 });
});

it('ends a task whose vectors together take more processor time than a release has', async () => {
  const workers = open({ task: { cpuMs: 1, failures: 100, run: {} } });

  const report = await runMany(workers, 'a', {
    code: 'export default (x) => { for (let i = 0; i < 3e5; i++); return x * 2; };',
    count: 100,
  });

  expect(report).toMatchObject({ ended: 'budget', total: 100, failed: [] });
});

it('takes from a worker no more of outputs than can be shown', async () => {
  const workers = open();
  const report = await runMany(workers, 'a', {
    code: 'export default (x) => (x % 2 === 0 ? "x".repeat(200000) : "y".repeat(16000));',
    count: 60,
  });

  const shown = report.failed.filter(({ actual }) => actual !== undefined);

  expect(report.failed).toHaveLength(60);
  expect(shown.every(({ index }) => index % 2 === 1)).toBe(true);
  expect(JSON.stringify(report).length).toBeLessThan(1024 * 1024);
});

it.runIf(isLinux)('leaves no worker behind when it closes, while they work', async () => {
  const workers = open();
  const refused = Promise.allSettled([
    runMany(workers, 'a', { code: ENDLESS, count: 9 }),
    runMany(workers, 'b', { code: ENDLESS, count: 9 }),
  ]);
  await expect.poll(() => workers.pids().length, { interval: 1 }).toBe(2);
  const pids = workers.pids();

  await workers.close();

  expect((await refused).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
});
