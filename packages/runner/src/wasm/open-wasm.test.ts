import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import type { RunLimits } from '../limits.ts';
import { openRunner } from '../open-runner.ts';
import type { Json, Program } from '../program.ts';
import { assemble } from '../testing/assemble.ts';
import { body, module } from '../testing/make-program.ts';

// What ends by itself is given all the time that a slow or busy machine may need for it.
const runner = openRunner({ limits: { cpuMs: 10_000, memoryBytes: 4 * 1024 * 1024, outputBytes: 1024 } });
afterAll(() => runner.close());
/** Is enough for what never ends. */
const SOON = { cpuMs: 200 };

/** Is a module that allocates upwards from 1024, and whose `run` is what a test gives. */
const MEMORY = '(memory (export "memory") 1)';
const ALLOC = `(global $top (mut i32) (i32.const 1024))
  (func $alloc (export "alloc") (param $n i32) (result i32)
    (global.get $top) (global.set $top (i32.add (global.get $top) (local.get $n))))`;
const RUN = '(func (export "run") (param $at i32) (param $n i32) (result i64)';
const ECHO = `(i64.or (i64.shl (i64.extend_i32_u (local.get $at)) (i64.const 32)) (i64.extend_i32_u (local.get $n)))`;

const build = async (text: string, more: Partial<Program> = {}) => module(await assemble(`(module ${text})`), more);
const withRun = (code: string, more: Partial<Program> = {}) => build(`${MEMORY} ${ALLOC} ${RUN} ${code})`, more);
const run = async (program: Promise<Program>, input: Json = null, limits: Partial<RunLimits> = {}) =>
  runner.run(await program, input, limits);

/** Builds a module whose output is a text. */
const saying = (text: string) => {
  const bytes = [...new TextEncoder().encode(text)];
  const data = bytes.map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
  return build(`${MEMORY} ${ALLOC} (data (i32.const 0) "${data}") ${RUN} (i64.const ${bytes.length}))`);
};

describe('a WebAssembly program', () => {
  it('gets its input and gives its output as JSON in its memory', async () => {
    const value = { text: 'é\u{1f600}"\\', list: [1, -2.5, true, null] };
    await expect(run(withRun(ECHO), value)).resolves.toEqual({ ok: true, output: value, warnings: [] });
  });

  it('begins every run with the same memory', async () => {
    const count = '(i32.store8 (i32.const 0) (i32.add (i32.load8_u (i32.const 0)) (i32.const 1))) (i64.const 1)';
    const program = await build(`${MEMORY} (data (i32.const 0) "0") ${ALLOC} ${RUN} ${count})`);

    for (let times = 0; times < 3; times++) {
      await expect(runner.run(program, null)).resolves.toMatchObject({ output: 1 });
    }
  });

  it('gets its data once before the input, if it exports a place for it', async () => {
    const keep = `(global $data (mut i64) (i64.const 0))
      (func (export "data") (param $at i32) (param $n i32) (global.set $data ${ECHO}))`;
    const program = build(`${MEMORY} ${ALLOC} ${keep} ${RUN} (global.get $data))`, { data: { 'data/a.json': [1, 2] } });

    await expect(run(program)).resolves.toMatchObject({ output: { 'data/a.json': [1, 2] } });
  });

  it('is initialised if it exports _initialize', async () => {
    const text = `(func (export "_initialize") (i32.store8 (i32.const 0) (i32.const 0x37)))`;
    await expect(run(build(`${MEMORY} ${ALLOC} ${text} ${RUN} (i64.const 1))`))).resolves.toMatchObject({ output: 7 });
  });

  it('calls a dependency by forge.use, of whichever engine', async () => {
    const use = '(import "forge" "use" (func $use (param i32 i32 i32 i32) (result i64)))';
    const call = '(call $use (i32.const 0) (i32.const 3) (local.get $at) (local.get $n))';
    const text = `${use} ${MEMORY} (data (i32.const 0) "a/b") ${ALLOC} ${RUN} ${call})`;
    const doubling = body('return { twice: input.n * 2 }');

    await expect(run(build(text, { dependencies: { 'a/b': doubling } }), { n: 4 })).resolves.toMatchObject({
      output: { twice: 8 },
    });
    await expect(run(build(text), { n: 4 })).resolves.toMatchObject({ code: 'use-undeclared' });
    const failing = body('throw new Error("no")', { name: 'x/failing' });
    await expect(run(build(text, { dependencies: { 'a/b': failing } }))).resolves.toMatchObject({
      code: 'threw',
      program: 'x/failing@1.0.0',
    });
  });

  it('is called by JavaScript like any other', async () => {
    const dependencies = { 'a/echo': await withRun(ECHO, { name: 'a/echo' }) };
    const program = body('return use("a/echo")({ a: [1] }).a[0]', { dependencies });
    await expect(runner.run(program, null)).resolves.toMatchObject({ output: 1 });
  });

  it.each([
    ['wants WASI', `(import "wasi_snapshot_preview1" "fd_write" (func (param i32)))`, 'only forge.use may be imported'],
    ['wants a function of JavaScript', '(import "env" "abort" (func))', 'imports env.abort'],
    ['wants a memory', '(import "env" "memory" (memory 1))', 'imports env.memory'],
    ['wants use as a number', '(import "forge" "use" (global i32))', 'imports forge.use'],
    ['exports no memory', `(memory 1) ${ALLOC} ${RUN} (i64.const 0))`, 'does not export the memory memory'],
    ['exports no alloc', `${MEMORY} ${RUN} (i64.const 0))`, 'does not export the function alloc'],
    ['exports no run', `${MEMORY} ${ALLOC}`, 'does not export the function run'],
    [
      'begins with too much memory',
      `(memory (export "memory") 65) ${ALLOC} ${RUN} (i64.const 0))`,
      'more than 64 pages',
    ],
  ])('is not loaded when it %s', async (_, text, message) => {
    await expect(run(build(text))).resolves.toMatchObject({
      ok: false,
      code: 'load-failed',
      message: expect.stringContaining(message) as string,
    });
  });

  it('is not loaded when it is none', async () => {
    await expect(runner.run(module(new TextEncoder().encode('nothing')), null)).resolves.toMatchObject({
      code: 'load-failed',
    });
  });

  it.each([
    ['never ends', '(loop $l (br $l)) (i64.const 0)', 'timeout'],
    ['calls itself for ever', '(call $run (local.get $at) (local.get $n))', 'stack'],
    ['traps', '(unreachable)', 'threw'],
    ['divides by zero', '(i64.div_s (i64.const 1) (i64.const 0))', 'threw'],
    ['reads beyond its memory', '(i64.load (i32.const -8))', 'threw'],
    ['gives nothing', '(i64.const 0)', 'output-not-json'],
    ['gives a place beyond its memory', '(i64.const 0x7fffffff00000010)', 'output-not-json'],
    ['gives bytes that are no UTF-8', '(i32.store8 (i32.const 0) (i32.const 0xff)) (i64.const 1)', 'output-not-json'],
    [
      'gives too much',
      '(memory.fill (i32.const 0) (i32.const 0x31) (i32.const 2000)) (i64.const 2000)',
      'output-too-large',
    ],
  ])(
    'that %s fails with %s, and the host answers on',
    async (_, code, expected) => {
      const text = `${MEMORY} ${ALLOC} (func $run (export "run") (param $at i32) (param $n i32) (result i64) ${code})`;

      const limits = expected === 'timeout' ? SOON : {};
      await expect(run(build(text), null, limits)).resolves.toMatchObject({ ok: false, code: expected });
      await expect(run(withRun(ECHO), 1)).resolves.toMatchObject({ output: 1 });
    },
    20_000,
  );

  it('never ends while it is started, and is stopped', async () => {
    const text = `(func $start (loop $l (br $l))) (start $start) ${MEMORY} ${ALLOC} ${RUN} (i64.const 0))`;
    await expect(run(build(text), null, SOON)).resolves.toMatchObject({ code: 'timeout' });
  });

  it.each(['NaN', '{"a":1e999}', '{"a":', '{"__proto__":1}', '"\\ud800"', `${'['.repeat(510)}${']'.repeat(510)}`])(
    'that says %s gives no JSON',
    async (text) => {
      await expect(run(saying(text))).resolves.toMatchObject({ ok: false, code: 'output-not-json' });
    },
  );

  it('grows its memory to the limit and not beyond, whatever maximum it names', async () => {
    // Asks for a page after the other until it is refused, and gives the number of pages as two digits.
    const digit = (at: number, value: string) => `(i32.store8 (i32.const ${at}) (i32.add (i32.const 48) ${value}))`;
    const grow = `(loop $l (br_if $l (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
      ${digit(0, '(i32.div_u (memory.size) (i32.const 10))')} ${digit(1, '(i32.rem_u (memory.size) (i32.const 10))')}
      (i64.const 2)`;

    for (const memory of ['1', '1 65536', '1 30']) {
      const text = `(memory (export "memory") ${memory}) ${ALLOC} ${RUN} ${grow})`;
      await expect(run(build(text))).resolves.toMatchObject({ output: memory === '1 30' ? 30 : 64 });
    }
  });

  it('that finds no room for its input is out of memory', async () => {
    const none = '(func (export "alloc") (param i32) (result i32) (i32.const -1))';
    await expect(run(build(`${MEMORY} ${none} ${RUN} (i64.const 0))`))).resolves.toMatchObject({ code: 'memory' });
  });
});

describe('the WebAssembly examples', () => {
  const examples = join(import.meta.dirname, '../../../../examples');

  it.each(globSync('*/*/*.wat', { cwd: examples }))('%s assembles to the committed module', async (file) => {
    const assembled = await assemble(readFileSync(join(examples, file), 'utf8'), file);
    const committed = readFileSync(join(examples, file.replace(/wat$/, 'wasm')));

    expect(Buffer.compare(assembled, committed), 'npm run generate').toBe(0);
  });
});
