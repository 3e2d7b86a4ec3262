import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { MANIFEST_FILE, type Manifest, parseManifest } from '../packages/manifest/src/index.ts';
import type { Program } from '../packages/runner/src/index.ts';
import {
  compareVersions,
  type ContractVector,
  type Json,
  satisfies,
  type Schema,
} from '../packages/versioning/src/index.ts';
import { pythonRun } from './run-python.ts';
import { wasmRun } from './run-wasm.ts';

/** Holds one vector: an input with the output expected of it. */
export interface Vector extends ContractVector {
  readonly source?: { readonly title: string; readonly url?: string };
}

/** Is what an algorithm gets beside its input. */
export interface Surroundings {
  readonly data: Readonly<Record<string, unknown>>;
  use(name: string): (value: unknown) => unknown;
}

/** Runs an algorithm. */
export type Run = (input: unknown, surroundings: Surroundings) => unknown;

type SchemaObject = Exclude<Schema, boolean>;

/** Holds one example as it lies in its folder. */
export interface Example {
  /** `agency/name`, or `agency/name/version` for an algorithm with a history: one folder is one release. */
  readonly path: string;
  readonly folder: string;
  readonly manifest: Manifest;
  readonly data: Readonly<Record<string, unknown>>;
  readonly vectors: readonly Vector[];
  readonly schemas: { readonly input: SchemaObject; readonly output: SchemaObject };
  readonly run: Run;
}

/** Reads every example below this folder; throws where one has no valid manifest. */
export async function readExamples(): Promise<readonly Example[]> {
  const root = import.meta.dirname;
  const paths = foldersOf(root, '').flatMap((agency) => foldersOf(root, agency));
  const releases = paths.flatMap((path) => (isRelease(join(root, path)) ? [path] : foldersOf(root, path)));
  return Promise.all(releases.map((path) => readExample(path, join(root, path))));
}

const isRelease = (folder: string): boolean => existsSync(join(folder, MANIFEST_FILE));

async function readExample(path: string, folder: string): Promise<Example> {
  const parsed = parseManifest(readFileSync(join(folder, MANIFEST_FILE)));
  if (!parsed.ok) throw new Error(`${path}: ${JSON.stringify(parsed.problems)}`);
  const { manifest } = parsed;
  const { entry = '', data = [] } = manifest.runtime;
  const { contract } = manifest;
  if (contract === undefined) throw new Error(`${path}: no contract`);
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return {
    path,
    folder,
    manifest,
    data: Object.fromEntries(data.map((file) => [file, freeze(read(file))])),
    vectors: vectorFiles(folder).flatMap((file) => read(file) as readonly Vector[]),
    schemas: { input: read(contract.input) as SchemaObject, output: read(contract.output) as SchemaObject },
    run: await loadRun(folder, entry),
  };
}

async function loadRun(folder: string, entry: string): Promise<Run> {
  const { path, function: name } = entryOf(entry);
  const file = join(folder, path);
  if (path.endsWith('.wasm')) return wasmRun(readFileSync(file));
  if (name !== undefined) return pythonRun(readFileSync(file, 'utf8'), name);
  return ((await import(pathToFileURL(file).href)) as { default: Run }).default;
}

/** Python names a file and a function in it. */
function entryOf(entry: string): { readonly path: string; readonly function?: string } {
  const [path = '', name] = entry.split(':');
  return { path, ...(name !== undefined && { function: name }) };
}

/** Says what an example called through `use`. */
export interface Call {
  readonly example: Example;
  readonly input: unknown;
}

/**
 * Runs an example as the registry would: its own data, dependencies by the ranges of its manifest, nothing that it can
 * change. The output passes through JSON, as it does between machines.
 */
export function runExample(examples: readonly Example[], example: Example, input: unknown): RunResult {
  const calls: Call[] = [{ example, input }];
  const use = (name: string) => (value: unknown) => {
    const range = Object.entries(example.manifest.dependencies ?? {}).find(([key]) => key === name)?.[1];
    if (range === undefined) throw new Error(`${example.path} does not declare ${name}`);
    const result = runExample(examples, findRelease(examples, name, range), value);
    calls.push(...result.calls);
    return result.output;
  };
  const output = example.run(freeze(structuredClone(input)), { data: example.data, use });
  return { output: freeze(JSON.parse(JSON.stringify(output)) as unknown) as Json, calls };
}

/** Holds an output and all calls that led to it, the first one included. */
export interface RunResult {
  readonly output: Json;
  readonly calls: readonly Call[];
}

/** Assembles an example with its dependencies as the sandbox takes it. */
export function programOf(examples: readonly Example[], example: Example): Program {
  const { manifest, folder, schemas } = example;
  const { engine, entry = '' } = manifest.runtime;
  if (engine === 'none') throw new Error(`${example.path}: engine ${engine}`);
  const place = entryOf(entry);
  const dependencies = Object.entries(manifest.dependencies ?? {}).map(([name, range]) => [
    name,
    programOf(examples, findRelease(examples, name, range)),
  ]);
  return {
    name: manifest.name,
    version: manifest.version,
    engine,
    entry: { ...place, bytes: readFileSync(join(folder, place.path)) },
    // As with --trust-local: where there is no bubblewrap, too.
    isOwn: true,
    data: example.data as Record<string, Json>,
    schemas: schemas,
    inputMode: manifest.contract?.inputMode ?? 'strict',
    dependencies: Object.fromEntries(dependencies) as Program['dependencies'],
  };
}

function findRelease(examples: readonly Example[], name: string, range: string): Example {
  const found = examples
    .filter(({ manifest }) => manifest.name === name && satisfies(manifest.version, range))
    .sort((a, b) => compareVersions(b.manifest.version, a.manifest.version))[0];
  if (found === undefined) throw new Error(`no example is ${name}@${range}`);
  return found;
}

function foldersOf(root: string, place: string): readonly string[] {
  const entries = readdirSync(join(root, place), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => (place === '' ? name : `${place}/${name}`)).sort();
}

function vectorFiles(folder: string): readonly string[] {
  const place = join(folder, 'vectors');
  return existsSync(place) ? readdirSync(place).map((name) => `vectors/${name}`) : [];
}

function freeze(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
