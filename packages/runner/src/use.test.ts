import { afterAll, describe, expect, it } from 'vitest';

import { openRunner } from './open-runner.ts';
import type { Program } from './program.ts';
import { body } from './testing/make-program.ts';

const runner = openRunner({ limits: { cpuMs: 1_500 } });
afterAll(() => runner.close());

const addOne = body('return input + 1', { name: 'test/add-one', version: '2.1.0' });
const asking = (code: string, dependencies: Readonly<Record<string, Program>> = { 'test/add-one': addOne }) =>
  body(code, { dependencies });

/** Makes a program that has itself as a dependency, as a circle of locked releases has in the end. */
function recursive(code: string): Program {
  const dependencies: Record<string, Program> = {};
  const program = body(code, { name: 'test/self', dependencies });
  dependencies['test/self'] = program;
  return program;
}

describe('use', () => {
  it('calls a dependency with a value and gives its output', async () => {
    const program = asking('const add = use("test/add-one"); return [1, 2, 3].map((n) => add(add(n)))');
    await expect(runner.run(program, null)).resolves.toMatchObject({ output: [3, 4, 5] });
  });

  it('calls what the dependency calls, by the names that it declares', async () => {
    const twice = asking('return use("test/add-one")(input) * 2');
    const program = asking('return use("test/twice")(input)', { 'test/twice': twice });

    await expect(runner.run(program, 4)).resolves.toMatchObject({ output: 10 });
  });

  it('gives each call a sandbox in its first state', async () => {
    const counting = body('globalThis.n = (globalThis.n ?? 0) + 1; return globalThis.n');
    const program = asking('globalThis.n = 7; const n = use("a/n"); return [n(0), n(0), globalThis.n]', {
      'a/n': counting,
    });

    await expect(runner.run(program, null)).resolves.toMatchObject({ output: [1, 1, 7] });
  });

  it('lets a program call itself through a circle as deep as the limit', async () => {
    const program = recursive('return input === 0 ? 0 : 1 + use("test/self")(input - 1)');

    await expect(runner.run(program, 8)).resolves.toMatchObject({ output: 8 });
    await expect(runner.run(program, 9)).resolves.toMatchObject({ ok: false, code: 'use-depth' });
    await expect(runner.run(program, 1, { depth: 0 })).resolves.toMatchObject({ code: 'use-depth' });
  });

  it('ends a circle that never ends, whatever it catches', async () => {
    const program = recursive('for (;;) try { use("test/self")(input) } catch {}');
    await expect(runner.run(program, 1)).resolves.toMatchObject({ ok: false, code: 'use-depth' });
  });

  it('counts the calls of the whole run', async () => {
    const ten = asking('let n = 0; for (let i = 0; i < 10; i++) n = use("test/add-one")(n); return n');
    const program = asking('return [use("a/ten")(0), use("a/ten")(0)]', { 'a/ten': ten });

    await expect(runner.run(program, null, { calls: 22 })).resolves.toMatchObject({ output: [10, 10] });
    await expect(runner.run(program, null, { calls: 21 })).resolves.toMatchObject({
      code: 'use-calls',
      program: 'test/program@1.0.0',
    });
  });

  it.each([
    ['what is not declared', 'return use("other/thing")(1)', { code: 'use-undeclared' }],
    ['what every object has', 'return use("constructor")(1)', { code: 'use-undeclared' }],
    ['a name that is no text', 'return use(7)(1)', { code: 'threw' }],
    [
      'what is not declared, even if it catches that',
      'try { use("a/b")(1) } catch {} return 1',
      { code: 'use-undeclared' },
    ],
    [
      'a value that is no JSON',
      'return use("test/add-one")({ a: [NaN] })',
      { code: 'input-not-json', pointer: '/a/0' },
    ],
    [
      'a value that is no JSON, in a catch',
      'try { use("test/add-one")(() => 1) } catch {} return 1',
      { code: 'input-not-json' },
    ],
  ])('refuses %s', async (_, code, expected) => {
    await expect(runner.run(asking(code), null)).resolves.toMatchObject({ ok: false, ...expected });
  });

  it.each([
    ['its input', { schemas: { input: { type: 'string' }, output: true } }, { code: 'input-invalid', at: 'input' }],
    ['its output', { schemas: { input: true, output: { maximum: 1 } } }, { code: 'output-invalid', at: 'output' }],
  ])('checks the contract of the dependency and names it: %s', async (_, more, expected) => {
    const program = asking('return use("test/add-one")(1)', { 'test/add-one': { ...addOne, ...more } });

    await expect(runner.run(program, null)).resolves.toMatchObject({
      ok: false,
      program: 'test/add-one@2.1.0',
      pointer: '',
      ...expected,
    });
  });

  it.each([
    ['throws', 'throw new Error("no")', 'threw'],
    ['never ends', 'for (;;);', 'timeout'],
    ['fills its memory', 'const a = []; for (;;) a.push(new Array(1000).fill(1))', 'memory'],
    ['goes too deep', '(function f() { f(); })()', 'stack'],
    ['gives no JSON', 'return () => 1', 'output-not-json'],
  ])('names a dependency that %s, and ends the run even where that is caught', async (_, code, expected) => {
    const failing = body(code, { name: 'test/failing', version: '3.0.0' });
    const program = asking('try { use("a/f")(1) } catch {} return 1', { 'a/f': failing });

    await expect(runner.run(program, null, { memoryBytes: 4 << 20 })).resolves.toMatchObject({
      ok: false,
      code: expected,
      program: 'test/failing@3.0.0',
    });
  });

  it('gives a dependency nothing of the caller but the value, and the caller nothing but the output', async () => {
    const dependency = body('Object.prototype.mark = 1; input.push(9); return input', {});
    const code = 'const given = [1]; const got = use("a/d")(given); return [given, got, {}.mark === undefined]';

    await expect(runner.run(asking(code, { 'a/d': dependency }), null)).resolves.toMatchObject({
      output: [[1], [1, 9], true],
    });
  });

  it('gives the deepest dependency its full stack', async () => {
    const deep = 'const f = (n) => (n === 0 ? 0 : 1 + f(n - 1)); f(400); ';
    const program = recursive(`${deep} return input === 0 ? f(400) : use("test/self")(input - 1)`);

    await expect(runner.run(program, 8)).resolves.toMatchObject({ output: 400 });
  });
});
