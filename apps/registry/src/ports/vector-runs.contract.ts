import type { Program } from '@national-forge/runner';
import { afterEach, describe, expect, test } from 'vitest';

import type { VectorReport, VectorRuns } from './vector-runs.ts';

/** Makes a program of one line of JavaScript; with what it may call. */
export function sampleProgram(code: string, dependencies: Readonly<Record<string, Program>> = {}): Program {
  return {
    name: 'essais/program',
    version: '1.0.0',
    engine: 'javascript',
    entry: { path: 'algorithm.js', bytes: Buffer.from(code) },
    data: {},
    schemas: { input: true, output: true },
    inputMode: 'strict',
    dependencies,
  };
}

/** Makes vectors of a program that doubles. */
export const doubles = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: 'same name', input: index, output: index * 2 }));

/** Proves that an adapter runs vectors as the port says. */
export function describeVectorRunsContract(make: (workers: number) => VectorRuns): void {
  describe('vectors', () => {
    let opened: VectorRuns | undefined;
    const open = (workers = 2): VectorRuns => (opened = make(workers));
    const run = (runs: VectorRuns, code: string, count = 3): Promise<VectorReport> =>
      runs.inTurn('essais', (turn) => turn.run({ program: sampleProgram(code), vectors: doubles(count) }));
    afterEach(() => opened?.close());

    test('that are kept are counted, with the runner that ran them', async () => {
      const report = await run(open(), 'export default (x) => x * 2;', 20);

      expect(report).toMatchObject({ ended: 'complete', total: 20, failed: [] });
      expect(report.runner).toMatch(/^nforge-runner\/\d/);
    });

    test('that fail are told by their place, with what came instead', async () => {
      const report = await run(open(), 'export default (x) => (x === 10 ? { not: x } : x * 2);', 12);

      expect(report).toMatchObject({
        ended: 'complete',
        failed: [{ index: 10, code: 'differs', actual: { not: 10 } }],
      });
    });

    test('run in a fresh sandbox each: nothing is kept from one run to the next', async () => {
      const report = await run(
        open(),
        'let n = 0; globalThis.m ??= 0; export default (x) => x * 2 + n++ + globalThis.m++;',
        3,
      );

      expect(report.failed).toEqual([]);
    });

    test('are not all run once many have failed', async () => {
      const report = await run(open(), 'export default () => -1;', 500);

      expect(report).toMatchObject({ ended: 'failures', total: 500 });
      expect(report.failed.length).toBeLessThan(500);
    });

    test('of what a program throws are told without what is on the machine', async () => {
      const { failed } = await run(open(), 'export default () => { throw new TypeError("no such year"); };', 1);

      expect(failed).toMatchObject([{ index: 0, code: 'threw' }]);
      expect(failed[0]?.message).toContain('no such year');
      expect(failed[0]?.message).not.toMatch(/\/(?:tmp|home|work|usr)\//);
    });

    test('run with the programs that a release calls, one object for all who call it', async () => {
      const shared = sampleProgram('export default (x) => x + 1;');
      const left = sampleProgram('export default (x, { use }) => use("a/shared")(x);', { 'a/shared': shared });
      const code = 'export default (x, { use }) => use("a/left")(x) + use("a/shared")(x) - 2;';
      const program = sampleProgram(code, { 'a/left': left, 'a/shared': shared });

      const report = await open().inTurn('essais', (turn) => turn.run({ program, vectors: doubles(2) }));

      expect(report).toMatchObject({ ended: 'complete', failed: [] });
    });

    test('of one agency leave room for those of another', async () => {
      const runs = open(2);
      const done: string[] = [];
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const slow = [0, 1, 2].map((index) =>
        runs.inTurn('slow', async () => {
          await held;
          done.push(`slow${index}`);
        }),
      );

      const quick = runs.inTurn('quick', (turn) =>
        turn.run({ program: sampleProgram('export default (x) => x * 2;'), vectors: doubles(1) }),
      );
      done.push(`quick ${(await quick).ended}`);
      release();
      await Promise.all(slow);

      expect(done).toEqual(['quick complete', 'slow0', 'slow1', 'slow2']);
      expect(runs.state()).toMatchObject({ waiting: 0, running: 0 });
    });

    test('are given up when it all ends, and none are taken any more', async () => {
      const runs = open();
      const endless = run(runs, 'export default () => { for (;;); };', 50);
      const refused = expect(endless).rejects.toMatchObject({ code: 'shutting-down' });
      await expect.poll(() => runs.state().workers).toBe(1);

      await runs.close();

      await refused;
      await expect(run(runs, 'export default (x) => x;')).rejects.toMatchObject({ code: 'shutting-down' });
      expect(runs.state().workers).toBe(0);
    });
  });
}
