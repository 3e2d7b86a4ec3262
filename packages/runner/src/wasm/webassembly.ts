/** Is the part of WebAssembly's JavaScript interface that the runner uses; the types of Node leave it out. */
interface WebAssemblyInterface {
  readonly Module: {
    new (bytes: Uint8Array): WasmModule;
    exports(module: WasmModule): readonly { readonly name: string; readonly kind: string }[];
    imports(module: WasmModule): readonly { readonly module: string; readonly name: string; readonly kind: string }[];
  };
  readonly Instance: new (
    module: WasmModule,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  readonly Memory: new (limits: { readonly initial: number; readonly maximum: number }) => WasmMemory;
  readonly CompileError: new () => Error;
  readonly RuntimeError: new () => Error;
}

/** Is a compiled module. */
export type WasmModule = object & { readonly wasmModule?: never };

/** Is the memory of an instance, in pages of 64 KiB. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** Gives WebAssembly as Node and pages have it. */
export const wasm = (globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface }).WebAssembly;

/** Bytes of a page of memory. */
export const PAGE_BYTES = 65_536;
