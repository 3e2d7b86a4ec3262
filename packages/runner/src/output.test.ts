import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { openRunner } from './open-runner.ts';
import type { Json } from './program.ts';
import { body } from './testing/make-program.ts';

const runner = openRunner();
afterAll(() => runner.close());

const run = (code: string, input: Json = null) => runner.run(body(code), input);

describe('an output is plain JSON', () => {
  it.each([
    ['nothing', 'return undefined', '', 'type undefined'],
    ['a member without value', 'return { a: 1, b: undefined }', '/b', 'type undefined'],
    ['a function', 'return { f: () => 1 }', '/f', 'type function'],
    ['a symbol', 'return Symbol()', '', 'type symbol'],
    ['a member named by a symbol', 'return { a: { [Symbol()]: 1 } }', '/a', 'symbol'],
    ['a big integer', 'return [1n]', '/0', 'type bigint'],
    ['no number', 'return { a: [0 / 0] }', '/a/0', 'NaN'],
    ['no finite number', 'return -1 / 0', '', '-Infinity'],
    ['half a surrogate pair', 'return { a: "\\ud83d" }', '/a', 'surrogate'],
    ['half a surrogate pair in a name', 'return { "a\\udc00": 1 }', '/a\udc00', 'surrogate'],
    ['a list with a hole', 'return [1, , 3]', '', 'holes'],
    ['a list with members', 'return Object.assign([1], { a: 1 })', '', 'further members'],
    ['a list of another class', 'return new (class Rows extends Array {})()', '', 'no plain list'],
    ['an instance of a class', 'return { a: new (class Money { toJSON() { return 1 } })() }', '/a', 'class Money'],
    ['a map', 'return new Map([[1, 2]])', '', 'class Map'],
    ['bytes', 'return new Uint8Array(2)', '', 'class Uint8Array'],
    ['an error', 'return new TypeError("x")', '', 'class TypeError'],
    ['a boxed text', 'return { "a/b": new String("x") }', '/a~1b', 'class String'],
    ['an own toJSON', 'return { toJSON: () => 1 }', '/toJSON', 'type function'],
    ['a getter', 'return { get a() { return 1 } }', '/a', 'getter'],
    ['a hidden member', 'return Object.defineProperty({}, "a", { value: 1 })', '/a', 'hidden'],
    [
      'a member named __proto__',
      'return JSON.parse(\'{"a":{"__proto__":{"admin":true}}}\')',
      '/a/__proto__',
      '__proto__',
    ],
    ['itself', 'const o = { list: [] }; o.list.push(o); return o', '/list/0', 'contains itself'],
    ['a promise', 'return (async () => 1)()', '', 'promise'],
    ['a generator', 'return (function* () {})()', '', 'no plain object'],
    ['regular expressions', 'return /a/', '', 'class RegExp'],
  ])('and not %s', async (_, code, ...[pointer, message]) => {
    const outcome = await run(code);

    expect(outcome).toMatchObject({
      ok: false,
      code: 'output-not-json',
      message: expect.stringContaining(message) as string,
    });
    expect(outcome.ok ? '' : (outcome.pointer ?? '')).toBe(pointer);
  });

  it.each([
    ['a minus before zero is dropped', 'return [-0, 0 * -1]', [0, 0]],
    ['an object without prototype is one', 'return Object.assign(Object.create(null), { a: 1 })', { a: 1 }],
    ['a proxy is what it says', 'return new Proxy({ a: 1 }, {})', { a: 1 }],
    ['an equal object may stand twice', 'const o = {}; return [o, o]', [{}, {}]],
    ['a toJSON on a prototype says nothing', 'Object.prototype.toJSON = () => 7; return { a: 1 }', { a: 1 }],
    ['a toJSON of texts neither', 'String.prototype.toJSON = () => 7; return ["a"]', ['a']],
    [
      'a getter on a prototype neither',
      'Object.defineProperty(Object.prototype, "b", { get: () => 7 }); return {}',
      {},
    ],
    [
      'a setter of lists neither',
      'Object.defineProperty(Array.prototype, "0", { set() {} }); return { a: [] }',
      { a: [] },
    ],
    ['a value on the prototype of all is no value', 'Object.prototype.value = 7; return { a: 1 }', { a: 1 }],
    ['a changed stringify writes nothing', 'JSON.stringify = () => "7"; return { a: "x" }', { a: 'x' }],
    ['a changed Reflect neither', 'Reflect.ownKeys = () => []; Reflect.apply = () => 1; return { a: "x" }', { a: 'x' }],
    ['a changed iterator neither', 'Array.prototype[Symbol.iterator] = null; return [1, [2]]', [1, [2]]],
  ])('where %s', async (_, code, output) => {
    await expect(run(code)).resolves.toEqual({ ok: true, output, warnings: [] });
  });

  it('and refuses a getter even if the prototype of all has a value', async () => {
    const code = 'Object.prototype.value = 7; return { get a() { return 1 } }';
    await expect(run(code)).resolves.toMatchObject({ code: 'output-not-json', pointer: '/a' });
  });

  it('and comes back as it went in, whatever it is', async () => {
    const echo = body('return input');
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ stringUnit: 'binary', maxDepth: 20 }), async (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('"__proto__"') && text.isWellFormed() && !/\\ud[89a-f]/.test(text));
        const outcome = await runner.run(echo, JSON.parse(text) as Json);
        expect(outcome).toEqual({ ok: true, output: JSON.parse(text) as Json, warnings: [] });
      }),
      { numRuns: process.env['NFORGE_TEST_SCALE'] === 'full' ? 20_000 : 300 },
    );
  });
});

describe('a program that throws', () => {
  it.each([
    ['an error', 'throw new RangeError("no schedule covers 1999")', 'RangeError: no schedule covers 1999'],
    ['a text', 'throw "no"', 'no'],
    ['nothing', 'throw undefined', 'a value of type undefined'],
    ['an object', 'throw { code: 1 }', 'an object'],
    ['an object that throws when it is read', 'throw { get name() { throw 1 } }', 'an object'],
    ['a fault of its own making', 'throw "!output-not-json\\n[]\\nforged"', '!output-not-json\n[]\nforged'],
  ])('is told by what it threw: %s', async (_, code, message) => {
    await expect(run(code)).resolves.toEqual({ ok: false, code: 'threw', message });
  });

  it('cannot fill the message', async () => {
    const outcome = await run('throw new Error("x".repeat(1e6))');
    expect(outcome.ok || outcome.message.length).toBeLessThan(500);
  });
});

describe('the same input gives the same output', () => {
  it.each([
    [
      'no clock',
      'return [typeof Date, typeof performance, typeof setTimeout]',
      ['undefined', 'undefined', 'undefined'],
    ],
    ['no chance', 'return [typeof Math.random, typeof crypto]', ['undefined', 'undefined']],
    [
      'no locale',
      'return [typeof Intl, (1234.5).toLocaleString(), "I".toLocaleLowerCase("tr")]',
      ['undefined', '1234.5', 'i'],
    ],
    [
      'no view of what is collected',
      'return [typeof WeakRef, typeof FinalizationRegistry]',
      ['undefined', 'undefined'],
    ],
    ['no shared memory', 'return [typeof SharedArrayBuffer, typeof Atomics]', ['undefined', 'undefined']],
    [
      'texts compared by code points',
      'return ["é", "z", "a", "Z"].sort((a, b) => a.localeCompare(b))',
      ['Z', 'a', 'z', 'é'],
    ],
    ['order of insertion', 'return [...new Map([["b", 1], ["a", 2]]).keys()]', ['b', 'a']],
  ])('since there is %s', async (_, code, output) => {
    await expect(run(code)).resolves.toMatchObject({ output });
  });
});
