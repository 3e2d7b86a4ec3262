import type { Run } from './read-examples.ts';

interface Instance {
  readonly memory: { readonly buffer: ArrayBuffer };
  alloc(length: number): number;
  run(pointer: number, length: number): bigint;
}

interface WebAssemblyInterface {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

const wasm = (globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface }).WebAssembly;

/** Runs a WebAssembly example as docs/spec/running.md describes, written from that page and not from the runner. */
export function wasmRun(bytes: Uint8Array): Run {
  const module = new wasm.Module(bytes);
  return (input) => {
    const instance = new wasm.Instance(module, {}).exports as Instance;
    const text = new TextEncoder().encode(JSON.stringify(input));
    const pointer = instance.alloc(text.length);
    new Uint8Array(instance.memory.buffer).set(text, pointer);
    const packed = instance.run(pointer, text.length);
    const output = new Uint8Array(instance.memory.buffer, Number(packed >> 32n), Number(packed & 0xffff_ffffn));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(output)) as unknown;
  };
}
