import { afterAll, beforeEach, describe, expect, it } from 'vitest';

import { openRunner } from './open-runner.ts';
import { body, script } from './testing/make-program.ts';

// Whoever publishes an algorithm is a stranger whose program the registry runs: each of these is a way to make it slow,
// to fill it, to read it, or to leave something behind for the next run.
// What ends by another limit is given all the time that a slow or busy machine may need for it.
const limits = { cpuMs: 10_000, memoryBytes: 16 * 1024 * 1024, outputBytes: 64 * 1024 };
/** Is enough for what never ends: its time is the limit that is meant, or it may be. */
const SOON = { cpuMs: 150 };
const runner = openRunner({ limits });
const honest = body('return { sum: input.a + input.b }');
afterAll(() => runner.close());

const expectHostAnswers = async () => {
  await expect(runner.run(honest, { a: 1, b: 2 })).resolves.toMatchObject({ ok: true, output: { sum: 3 } });
};

beforeEach(expectHostAnswers);

describe('a program that never ends is stopped', () => {
  it.each([
    ['a loop', 'for (;;);'],
    ['a loop that catches what stops it', 'for (;;) { try { for (;;); } catch {} }'],
    ['a loop that begins again when it is left', '(function again() { try { for (;;); } finally { again(); } })()'],
    ['a pattern that tries everything', 'return /^(a+)+$/.test("a".repeat(60) + "b")'],
    ['a built-in function over a list without end', 'return [].indexOf.call({ length: 2 ** 53 - 1 }, 1)'],
    ['a built-in function that joins nothing for ever', 'return [].join.call({ length: 2 ** 53 - 1 }, "")'],
    ['a sort that is never content', 'const a = new Array(1e5).fill(0); for (;;) a.sort(() => 1 - 2 * (a.i++ % 2))'],
    ['a generator', 'for (const _ of (function* () { for (;;) yield; })());'],
    ['a getter of the output', 'return new Proxy({}, { ownKeys: () => { for (;;); } })'],
    ['a message of an error', 'throw { get message() { for (;;); } }'],
    ['a big number', 'let n = 3n; for (;;) n *= n; '],
  ])('%s', async (_, code) => {
    const outcome = await runner.run(body(code), null, SOON);

    expect(outcome).toMatchObject({ ok: false });
    expect(['timeout', 'memory', 'threw']).toContain(outcome.ok || outcome.code);
    if (!code.includes('n *= n')) expect(outcome).toMatchObject({ code: 'timeout' });
    await expectHostAnswers();
  });

  it('while it is loaded', async () => {
    await expect(runner.run(script('for (;;); export default () => 1'), null, SOON)).resolves.toMatchObject({
      code: 'timeout',
    });
    await expectHostAnswers();
  });

  it('in a pattern of its contract', async () => {
    const schemas = { input: { pattern: '^(a+)+$' }, output: true };

    await expect(runner.run(body('return 1', { schemas }), `${'a'.repeat(60)}b`, SOON)).resolves.toMatchObject({
      code: 'timeout',
    });
    await expectHostAnswers();
  });

  it('in references of its contract that double the work at each level', async () => {
    const steps = Array.from({ length: 40 }, (_, at) => {
      const next = at < 39 ? { $ref: `#/$defs/d${at + 1}` } : { type: 'null' };
      return [`d${at}`, { anyOf: [next, next] }] as const;
    });
    const schemas = { input: { $ref: '#/$defs/d0', $defs: Object.fromEntries(steps) }, output: true };

    await expect(runner.run(body('return 1', { schemas }), 1, SOON)).resolves.toMatchObject({ code: 'timeout' });
    await expectHostAnswers();
  });

  it('in jobs that beget jobs, which are never run', async () => {
    const code = 'const again = () => Promise.resolve().then(again).then(again); again(); return 1';

    await expect(runner.run(body(code), null)).resolves.toMatchObject({ ok: true, output: 1 });
  });
});

describe('a program that takes all memory is stopped', () => {
  it.each([
    ['a text that doubles', 'let s = "x"; for (;;) s += s'],
    ['a text of one call', 'return "x".padEnd(1e9).length'],
    ['lists', 'const a = []; for (;;) a.push(new Array(1000).fill(1))'],
    ['buffers', 'const a = []; for (;;) a.push(new ArrayBuffer(1 << 20))'],
    ['one buffer', 'return new ArrayBuffer(2 ** 30).byteLength'],
    ['objects', 'let o = {}; for (;;) o = { o }'],
    ['captures', 'let f = () => 0; for (;;) { const g = f; const x = new Array(100); f = () => g(x); }'],
    ['a big number', 'return String(2n ** 500000000n)'],
  ])('%s', async (_, code) => {
    const outcome = await runner.run(body(code), null, SOON);

    expect(outcome).toMatchObject({ ok: false });
    expect(['memory', 'threw', 'timeout']).toContain(outcome.ok || outcome.code);
    await expectHostAnswers();
  });

  it('whatever it catches', async () => {
    const code = 'const a = []; for (;;) { try { for (;;) a.push(new Array(1000).fill(1)); } catch {} }';

    await expect(runner.run(body(code), null, SOON)).resolves.toMatchObject({ code: 'timeout' });
    await expectHostAnswers();
  });
});

describe('a program that goes too deep is stopped', () => {
  it.each([
    ['calls', '(function f() { f(); })()', 'stack'],
    ['calls through built-in functions', 'const f = () => [1].map(f); f()', 'stack'],
    ['brackets in JSON', 'return JSON.parse("[".repeat(1e5))', 'threw'],
    ['lists in lists, given to JSON', 'let a = []; for (let i = 0; i < 1e5; i++) a = [a]; JSON.stringify(a)', 'stack'],
    ['lists in lists, given out', 'let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a', 'output-not-json'],
    ['a pattern', 'return new RegExp("(?:".repeat(1e5) + ")".repeat(1e5)).test("a")', 'threw'],
    ['source text', 'return eval("(".repeat(1e5))', 'threw'],
    ['bound functions', 'let f = () => 1; for (let i = 0; i < 1e5; i++) f = f.bind(); return f()', 'memory'],
    ['a proxy of proxies', 'let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); return p.x', 'stack'],
  ])('%s', async (_, code, expected) => {
    const outcome = await runner.run(body(code), null);

    expect(outcome).toMatchObject({ ok: false, code: expected });
    await expectHostAnswers();
  });
});

describe('a program that gives out too much is refused', () => {
  it.each([
    ['a text', 'return "é".repeat(40000)'],
    ['a list', 'return new Array(60000).fill(1)'],
    ['the same object again and again', 'let o = {}; for (let i = 0; i < 30; i++) o = { a: o, b: o }; return o'],
    ['bytes hidden behind few code units', 'return "\u{10348}".repeat(20000)'],
  ])('%s', async (_, code) => {
    await expect(runner.run(body(code), null)).resolves.toMatchObject({ ok: false, code: 'output-too-large' });
    await expectHostAnswers();
  });
});

describe('a program finds nothing of the host', () => {
  it.each([
    ['the global object', 'return Object.getOwnPropertyNames(globalThis).filter((name) => !ALLOWED.has(name))'],
    ['a function that makes code', 'return (() => 1).constructor("return typeof process + typeof require")()'],
    ['the constructor of use', 'return use.constructor("return typeof process + typeof require")()'],
    ['the constructor of data', 'return data.constructor.constructor("return typeof process + typeof require")()'],
    ['a trace of the stack', 'return new Error().stack.includes("/") || new Error().stack.includes("file:")'],
    ['callers', 'const f = function () { return f.caller; }; try { return f() ?? null } catch { return null }'],
  ])('%s', async (_, code) => {
    const outcome = await runner.run(
      script(`const ALLOWED = new Set(${JSON.stringify(STANDARD)});
      export default (input, { data, use }) => { ${code} };`),
      null,
    );

    expect(outcome.ok && [[], 'undefinedundefined', false, null]).toContainEqual(outcome.ok && outcome.output);
  });

  it.each([
    ['imports a module', 'import fs from "node:fs"; export default () => 1'],
    ['imports itself', 'import main from "./algorithm.js"; export default () => main'],
    ['waits while it is loaded', 'await new Promise(() => {}); export default () => 1'],
    ['is no module', 'module.exports = () => 1'],
    ['is no JavaScript', 'export default ('],
    ['exports no function', 'export default 1'],
    ['throws while it is loaded', 'throw new Error("no"); export default () => 1'],
    ['calls a dependency while it is loaded', 'use("a/b")(1); export default () => 1'],
  ])('is not loaded when it %s', async (_, code) => {
    await expect(runner.run(script(code), null)).resolves.toMatchObject({ ok: false, code: 'load-failed' });
    await expectHostAnswers();
  });

  it('by a late import, which is a promise and nothing else', async () => {
    await expect(runner.run(body('return import("node:fs")'), null)).resolves.toMatchObject({
      code: 'output-not-json',
      message: expect.stringContaining('promise') as string,
    });
    const code = 'let seen = "nothing"; import("node:fs").then(() => (seen = "fs"), () => 0); return seen';
    await expect(runner.run(body(code), null)).resolves.toMatchObject({ output: 'nothing' });
  });
});

describe('a program leaves nothing behind', () => {
  it.each([
    ['a variable of its module', 'let n = 0; export default () => ++n'],
    ['a global', 'export default () => (globalThis.n = (globalThis.n ?? 0) + 1)'],
    ['a changed built-in', 'export default () => { Array.prototype.n = ([].n ?? 0) + 1; return [].n; }'],
    ['a changed input', 'export default (input) => { input.n = (input.n ?? 0) + 1; return input.n; }'],
    ['a broken built-in', 'export default () => { const n = JSON.parse("1"); JSON.parse = () => 7; return n; }'],
    ['a mark on use', 'export default (_, { use }) => { try { use.n = 1 } catch {} return use.n ?? 1; }'],
    ['memory', 'const kept = []; export default () => kept.push("x".repeat(3e6))'],
    ['a caught error', 'let n = 0; export default () => { try { null.x } catch (e) { e.n = ++n; return e.n; } }'],
  ])('in the next run: %s', async (_, code) => {
    const program = script(code);

    for (let run = 0; run < 3; run++) {
      await expect(runner.run(program, {})).resolves.toMatchObject({ ok: true, output: 1 });
    }
  });

  it('in the run after one that was stopped half way', async () => {
    const program = script(`let n = 0; export default (input) => { n++; while (input.loop); return n; }`);

    await expect(runner.run(program, { loop: true }, SOON)).resolves.toMatchObject({ code: 'timeout' });
    await expect(runner.run(program, { loop: false })).resolves.toMatchObject({ output: 1 });
  });

  it('in another program', async () => {
    await runner.run(body('Object.prototype.a = 40; Array.prototype.map = null; return 1'), {});

    await expect(runner.run(body('return [1].map(() => input.a ?? 2)'), {})).resolves.toMatchObject({ output: [2] });
  });
});

describe('a program cannot change its data', () => {
  const data = { 'data/a.json': { list: [{ rate: 1 }] } };

  it.each([
    ['throws', 'data["data/a.json"].list[0].rate = 2; return 1'],
    ['throws', 'data["data/a.json"].list.push(1); return 1'],
    ['throws', 'data.more = 1; return 1'],
  ])('it %s: %#', async (_, code) => {
    await expect(runner.run(body(code, { data }), null)).resolves.toMatchObject({ code: 'threw' });
  });

  it('and reads it by path', async () => {
    const program = body('return data["data/a.json"].list[0].rate', { data });
    await expect(runner.run(program, null)).resolves.toMatchObject({ output: 1 });
  });
});

const STANDARD = [
  'Object Function Array Number Boolean String Symbol BigInt Math JSON Reflect Proxy Promise RegExp Iterator globalThis',
  'Error EvalError RangeError ReferenceError SyntaxError TypeError URIError InternalError AggregateError',
  'Map Set WeakMap WeakSet ArrayBuffer DataView Uint8ClampedArray Int8Array Uint8Array Int16Array Uint16Array',
  'Int32Array Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array Float64Array',
  'parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval',
  'Infinity NaN undefined',
].flatMap((line) => line.split(' '));
