import { afterAll, describe, expect, it } from 'vitest';

import { matchesExpected, type Tolerance } from './match.ts';
import { openRunner } from './open-runner.ts';
import type { Json } from './program.ts';
import { replayVectors } from './replay.ts';
import { body } from './testing/make-program.ts';

const runner = openRunner({ limits: { cpuMs: 300 } });
afterAll(() => runner.close());

describe('replay', () => {
  it('reports nothing when every vector gives what it says', async () => {
    const vectors = [1, 2, 3].map((n) => ({ name: `${n}`, input: n, output: n * n }));

    await expect(runner.replay(body('return input ** 2'), vectors)).resolves.toEqual({
      runner: runner.version,
      total: 3,
      failed: [],
    });
  });

  it('reports each vector that differs with the place, the input, what was expected and what came', async () => {
    const program = body('return { a: [input, input + 1] }');
    const vectors = [
      { name: 'good', input: 1, output: { a: [1, 2] } },
      { name: 'bad', input: 2, output: { a: [2, 4] } },
    ];

    const { failed } = await runner.replay(program, vectors);

    expect(failed).toEqual([{ ...FAILED, name: 'bad', input: 2, expected: { a: [2, 4] }, actual: { a: [2, 3] } }]);
  });

  it('reports a vector that gives no output by its fault, in the order of the vectors', async () => {
    const program = body('if (input === 0) throw new Error("zero"); for (;;);');
    const vectors = [1, 0].map((n) => ({ name: `${n}`, input: n, output: n }));

    const { failed } = await runner.replay(program, vectors);

    expect(failed.map(({ name, code, message }) => [name, code, message])).toEqual([
      ['1', 'timeout', 'the time of the run is up'],
      ['0', 'threw', 'Error: zero'],
    ]);
  });

  it('stops after as many failures as are wanted', async () => {
    const vectors = Array.from({ length: 9 }, (_, n) => ({ name: `${n}`, input: n, output: -1 }));

    const { failed, total } = await runner.replay(body('return input'), vectors, { maxFailures: 2 });

    expect([failed.length, total]).toEqual([2, 9]);
  });

  it('refuses two runs that differ by one byte, even where both are what was expected', async () => {
    const texts = ['{"a":1,"b":2}', '{"b":2,"a":1}'];
    const vector = { name: 'order', input: null, output: { a: 1, b: 2 } };
    // No program in the sandbox can do this; an engine with a clock could.
    const run = (_: unknown, slot: number) => Promise.resolve({ ok: true as const, text: texts[slot]!, warnings: [] });

    const { failed } = await replayVectors([vector], { run, lanes: 1, maxFailures: Infinity });

    expect(failed).toMatchObject([{ name: 'order', code: 'not-deterministic' }]);
  });

  it('runs each vector in two sandboxes that share nothing that was loaded', async () => {
    const slots: number[] = [];
    const run = (_: unknown, slot: number) => {
      slots.push(slot);
      return Promise.resolve({ ok: true as const, text: '1', warnings: [] });
    };

    await replayVectors([{ name: 'a', input: 1, output: 1 }], { run, lanes: 1, maxFailures: 1 });

    expect(slots).toEqual([0, 1]);
  });
});

const FAILED = { code: 'differs', pointer: '/a/1', message: 'differs at /a/1' };

describe('matchesExpected', () => {
  it.each<[string, Json, Json, Tolerance | undefined, boolean]>([
    ['the same', { a: [1, 'x', null] }, { a: [1, 'x', null] }, undefined, true],
    ['members in another order', { a: 1, b: 2 }, { b: 2, a: 1 }, undefined, true],
    ['items in another order', [1, 2], [2, 1], undefined, false],
    ['a member less', { a: 1, b: 2 }, { a: 1 }, undefined, false],
    ['a member more', { a: 1 }, { a: 1, b: 2 }, undefined, false],
    ['an item more', [1], [1, 2], undefined, false],
    ['a list for an object', { 0: 1 }, [1], undefined, false],
    ['nothing for zero', 0, null, undefined, false],
    ['a text for a number', 1, '1', undefined, false],
    ['the last bit', 0.3, 0.1 + 0.2, undefined, false],
    ['the last bit within a tolerance', 0.3, 0.1 + 0.2, { abs: 1e-12 }, true],
    ['more than the absolute tolerance', 1, 1.2, { abs: 0.1 }, false],
    ['the relative tolerance', 1000, 1001, { rel: 0.001 }, true],
    ['more than the relative tolerance', 1000, 1001.1, { rel: 0.001 }, false],
    ['the larger of both', 1000, 1001, { abs: 0.1, rel: 0.001 }, true],
    ['a tolerance deep inside', { a: [{ b: 1 }] }, { a: [{ b: 1.05 }] }, { abs: 0.1 }, true],
    ['a tolerance that does not touch texts', 'a', 'b', { abs: 9 }, false],
    ['a member that every object has', { constructor: 1 }, {}, undefined, false],
  ])('%s', (...[, expected, actual, tolerance, matches]) => {
    expect(matchesExpected(expected, actual, tolerance)).toBe(matches);
  });
});
