import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseManifest } from '@national-forge/manifest';
import type { Json, Program, RunVector, Schema } from '@national-forge/runner';

const examples = join(import.meta.dirname, '../../../examples');

/** Reads an example and its vectors; `dependencies` are the folders of what it calls. */
export function readExample(
  path: string,
  dependencies: readonly string[] = [],
): { readonly program: Program; readonly vectors: readonly RunVector[] } {
  const folder = join(examples, path);
  const json = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const parsed = parseManifest(readFileSync(join(folder, 'algorithm.yaml')));
  if (!parsed.ok || parsed.manifest.contract === undefined) throw new Error(`${path} has no sound manifest`);
  const { name, version, runtime, contract } = parsed.manifest;
  const called = dependencies.map((one) => readExample(one).program);
  const program: Program = {
    name,
    version,
    engine: runtime.engine === 'wasm' ? 'wasm' : 'javascript',
    entry: { path: runtime.entry ?? '', bytes: new Uint8Array(readFileSync(join(folder, runtime.entry ?? ''))) },
    data: Object.fromEntries((runtime.data ?? []).map((file) => [file, json(file) as Json])),
    schemas: { input: json(contract.input) as Schema, output: json(contract.output) as Schema },
    inputMode: contract.inputMode ?? 'strict',
    dependencies: Object.fromEntries(called.map((one) => [one.name, one])),
  };
  const files = readdirSync(join(folder, 'vectors'));
  return { program, vectors: files.flatMap((file) => json(`vectors/${file}`) as readonly RunVector[]) };
}
