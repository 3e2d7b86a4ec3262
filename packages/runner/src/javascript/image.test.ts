import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import quickjsVariant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSSyncVariant } from 'quickjs-emscripten-core';
import { describe, expect, it } from 'vitest';

import { wasm } from '../wasm/webassembly.ts';
import { createMemory, findLayout, takeImage } from './image.ts';

const variant = quickjsVariant as unknown as QuickJSSyncVariant;
const file = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
const wasmModule = new wasm.Module(readFileSync(file)) as never;

async function open() {
  const memory = createMemory(64 * 1024 * 1024);
  const runtime = (
    await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmModule, wasmMemory: memory as never }))
  ).newRuntime();
  runtime.setMaxStackSize(256 * 1024);
  let ticks = 0;
  runtime.setInterruptHandler(() => ++ticks % 100 === 0);
  const context = runtime.newContext();
  return { memory, run: (code: string) => context.evalCode(code) };
}

const RUNS = [
  '1',
  'globalThis.kept = new Array(1000).fill({ a: 1 })',
  'new Uint8Array(4e6).fill(7)',
  'for (let i = 0; i < 9; i++) new Uint8Array(3e6).fill(i); 1',
  '"x".repeat(2e5).split("").length',
  '(function f(n) { const a = [n, n]; return f(n + 1) + a[0]; })(0)',
  'const f = () => [1, 2].map(f); f()',
  'JSON.parse("[".repeat(1000))',
  'let a = []; for (let i = 0; i < 2000; i++) a = [a]; JSON.stringify(a)',
  '/^(a+)+$/.test("a".repeat(40) + "b")',
  'new RegExp("(?:".repeat(3000) + ")".repeat(3000)).test("a")',
  'for (;;);',
  'eval("(".repeat(300))',
  '[3, 1, 2].sort(function g() { return g() })',
  'String(3n ** 20000n).length',
];

describe('an image of a memory', () => {
  it('knows where the stack and the heap end', async () => {
    const { memory, run } = await open();
    expect(findLayout(memory, () => run('globalThis.probe = new Uint8Array(3e5).fill(1)'))).toBeDefined();
  });

  it.each(RUNS)('leaves not one byte of a run: %s', async (code) => {
    const probed = await open();
    const layout = findLayout(probed.memory, () => probed.run('globalThis.probe = new Uint8Array(3e5).fill(1)'));
    const { memory, run } = await open();
    run('globalThis.data = { a: [1, 2, 3] }');
    const image = takeImage(memory, layout);
    const before = Buffer.from(memory.buffer.slice(0));

    run(code);
    expect(Buffer.compare(before, Buffer.from(memory.buffer))).not.toBe(0);
    image.restore();

    expect(image.isRestorable()).toBe(true);
    expect(Buffer.compare(before, Buffer.from(memory.buffer))).toBe(0);
  });

  it('puts everything back where the end of the heap is not known', async () => {
    const { memory, run } = await open();
    const image = takeImage(memory, undefined);
    const before = Buffer.from(memory.buffer.slice(0));

    run('globalThis.kept = new Uint8Array(4e6).fill(7)');
    image.restore();

    expect(Buffer.compare(before, Buffer.from(memory.buffer))).toBe(0);
  });

  it('puts everything back where something was written far below the stack', async () => {
    const probed = await open();
    const layout = findLayout(probed.memory, () => probed.run('globalThis.probe = new Uint8Array(3e5).fill(1)'));
    const { memory } = await open();
    const image = takeImage(memory, layout);
    const before = Buffer.from(memory.buffer.slice(0));
    const bytes = new Uint8Array(memory.buffer);
    // From the bottom of the stack to where only the guard can see it.
    const top = findStackTop(before);

    bytes.fill(1, top - 530 * 1024, top - 100);
    bytes.fill(2, 2_000_000, 2_000_010);
    image.restore();

    expect(Buffer.compare(before, Buffer.from(memory.buffer))).toBe(0);
  });

  it('says when a memory has grown, and cannot be put back', async () => {
    const { memory, run } = await open();
    const image = takeImage(memory, undefined);

    run('new Uint8Array(2e7).fill(7)');

    expect(image.isRestorable()).toBe(false);
  });
});

/** Finds the first byte in use after the longest gap. */
function findStackTop(bytes: Buffer): number {
  let at = 1_000_000;
  while (bytes[at] === 0) at++;
  return at;
}
