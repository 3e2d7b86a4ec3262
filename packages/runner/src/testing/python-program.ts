import type { Program } from '../program.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Makes a Python program without a contract to speak of; its function is `run`. */
export function python(code: string, more: Partial<Program> = {}): Program {
  return {
    name: 'test/python',
    version: '1.0.0',
    engine: 'python',
    entry: { path: 'src/main.py', bytes: bytes(code), function: 'run' },
    data: {},
    schemas: { input: true, output: true },
    inputMode: 'strict',
    dependencies: {},
    ...more,
  };
}

/** Makes a Python program that gives one expression of `input`, `data` and `use`. */
export function expression(code: string, more: Partial<Program> = {}): Program {
  return python(`def run(input, data, use):\n    return ${code}\n`, more);
}

/** Makes the further modules of a Python program. */
export function modules(files: Readonly<Record<string, string>>): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, bytes(text)]));
}
