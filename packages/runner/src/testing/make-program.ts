import type { Program } from '../program.ts';

/** Makes a JavaScript program without a contract to speak of. */
export function script(code: string, more: Partial<Program> = {}): Program {
  return {
    name: 'test/program',
    version: '1.0.0',
    engine: 'javascript',
    entry: { path: 'algorithm.js', bytes: new TextEncoder().encode(code) },
    data: {},
    schemas: { input: true, output: true },
    inputMode: 'strict',
    dependencies: {},
    ...more,
  };
}

/** Makes a program whose function has this body; `input`, `data` and `use` are at hand. */
export function body(code: string, more: Partial<Program> = {}): Program {
  return script(`export default (input, { data, use }) => { ${code} };`, more);
}

/** Makes a WebAssembly program. */
export function module(bytes: Uint8Array, more: Partial<Program> = {}): Program {
  return { ...script('', more), engine: 'wasm', entry: { path: 'algorithm.wasm', bytes } };
}
