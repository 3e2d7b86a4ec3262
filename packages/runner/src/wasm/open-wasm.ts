import type { Program } from '../program.ts';
import { LoadError, type Sandbox, type SandboxEnd, type SandboxLimits, type Surroundings } from '../sandbox.ts';
import { boundMemory } from './module-memory.ts';
import { wasm, type WasmMemory, type WasmModule } from './webassembly.ts';

/**
 * Compiles a WebAssembly program once; every run has an instance of its own. The interface between module and host is
 * that of docs/spec/running.md: JSON in and out through the exported memory.
 *
 * @throws LoadError when the module is malformed, wants more than `forge.use`, or exports too little
 */
export function openWasm(program: Program, limits: SandboxLimits): Sandbox {
  const module = compile(program, limits);
  const data = Object.keys(program.data).length === 0 ? undefined : JSON.stringify(program.data);
  return { run: (input, surroundings) => runOnce({ module, data, limits }, input, surroundings) };
}

function compile({ entry }: Program, limits: SandboxLimits): WasmModule {
  const fail = (message: string): never => {
    throw new LoadError({ code: 'load-failed', message: `${entry.path}: ${message}` });
  };
  // Asked for before anything is bounded: who imports a memory is told so, not that it has none.
  const first = compileBytes(entry.bytes, fail);
  const foreign = wasm.Module.imports(first).find(
    (one) => one.kind !== 'function' || one.module !== 'forge' || one.name !== 'use',
  );
  if (foreign !== undefined) fail(`imports ${foreign.module}.${foreign.name}; only forge.use may be imported`);
  const exported = new Set(wasm.Module.exports(first).map(({ name, kind }) => `${kind} ${name}`));
  for (const wanted of ['memory memory', 'function alloc', 'function run']) {
    if (!exported.has(wanted)) fail(`does not export the ${wanted}`);
  }
  const bounded = boundMemory(entry.bytes, limits.memoryBytes);
  return bounded.ok ? compileBytes(bounded.bytes, fail) : fail(bounded.message);
}

function compileBytes(bytes: Uint8Array, fail: (message: string) => never): WasmModule {
  try {
    return new wasm.Module(bytes);
  } catch (error) {
    return fail(error instanceof Error ? error.message.slice(0, 200) : 'no module');
  }
}

interface Compiled {
  readonly module: WasmModule;
  readonly data: string | undefined;
  readonly limits: SandboxLimits;
}

interface Instance {
  readonly memory: WasmMemory;
  readonly alloc: (length: number) => number;
  readonly run: (pointer: number, length: number) => unknown;
  readonly data?: (pointer: number, length: number) => void;
  readonly _initialize?: () => void;
}

function runOnce({ module, data, limits }: Compiled, input: string, surroundings: Surroundings): SandboxEnd {
  try {
    const instance: Instance = instantiate(module, surroundings);
    instance._initialize?.();
    if (data !== undefined) instance.data?.(...put(instance, data));
    const packed = instance.run(...put(instance, input));
    const text = take(instance, packed, limits.outputBytes);
    if (text !== undefined) return { ok: true, text, spent: false };
    return end('output-not-json', 'run gave no place in the memory with UTF-8 text');
  } catch (error) {
    return explain(error, limits);
  }
}

function instantiate(module: WasmModule, surroundings: Surroundings): Instance {
  const use = (namePointer: number, nameLength: number, ...[pointer, length]: readonly [number, number]): bigint => {
    const name = read(instance, namePointer, nameLength);
    const input = read(instance, pointer, length);
    if (!isJson(input)) surroundings.refuse(name, { code: 'input-not-json', message: 'no JSON' });
    const [at, size] = put(instance, surroundings.use(name, input));
    return (BigInt(at) << 32n) | BigInt(size);
  };
  const instance = new wasm.Instance(module, { forge: { use } }).exports as unknown as Instance;
  return instance;
}

/** Writes a text where the module's `alloc` says. */
function put(instance: Instance, text: string): [number, number] {
  const bytes = new TextEncoder().encode(text);
  const pointer = instance.alloc(bytes.length) >>> 0;
  // Taken anew each time: a memory that grew has another buffer. Beyond its end `set` throws a RangeError of its own.
  if (pointer + bytes.length > instance.memory.buffer.byteLength) throw new OutOfMemory();
  new Uint8Array(instance.memory.buffer).set(bytes, pointer);
  return [pointer, bytes.length];
}

/** Reads a text of the module's memory; throws TypeError when it is not UTF-8. */
function read(instance: Instance, pointer: number, length: number): string {
  const { buffer } = instance.memory;
  if ((pointer >>> 0) + (length >>> 0) > buffer.byteLength) throw new Error('a text beyond the end of the memory');
  const bytes = new Uint8Array(buffer, pointer >>> 0, length >>> 0);
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** Reads what `run` gave: the pointer in the upper half of an i64, the length in the lower. */
function take(instance: Instance, packed: unknown, outputBytes: number): string | undefined {
  if (typeof packed !== 'bigint') return undefined;
  const pointer = Number(BigInt.asUintN(32, packed >> 32n));
  const length = Number(BigInt.asUintN(32, packed));
  if (pointer + length > instance.memory.buffer.byteLength || length === 0) return undefined;
  // One byte more than allowed is enough for whoever judges the output to say that it is too large.
  const bytes = new Uint8Array(instance.memory.buffer, pointer, Math.min(length, outputBytes + 1));
  try {
    return new TextDecoder('utf-8', { fatal: length <= outputBytes }).decode(bytes);
  } catch {
    return undefined;
  }
}

class OutOfMemory extends Error {}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function explain(error: unknown, { memoryBytes }: SandboxLimits): SandboxEnd {
  if (error instanceof OutOfMemory) return end('memory', `alloc found no room within ${memoryBytes} bytes`);
  if (error instanceof RangeError) return end('stack', 'the stack of the sandbox is full');
  const message = error instanceof Error ? error.message.slice(0, 200) : 'an exception of the module';
  return end('threw', error instanceof wasm.RuntimeError ? `trap: ${message}` : message);
}

function end(code: 'threw' | 'memory' | 'stack' | 'output-not-json', message: string): SandboxEnd {
  return { ok: false, fault: { code, message }, spent: false };
}
