import { MANIFEST_FILE, matchesGlob, splitEntry, type Manifest } from '@national-forge/manifest';

import { checkContract, type Probe } from './contract/check-contract.ts';
import { gatherSchema, type SchemaSource } from './contract/gather-schema.ts';
import { checkPython } from './check-python.ts';
import { checkScript } from './check-script.ts';
import { errorAt, type Finding } from './finding.ts';
import type { Shelf } from './shelf.ts';
import { readVectors, type Vector } from './vectors/read-vectors.ts';
import type { CheckWorker } from './worker/check-worker.ts';

/** Holds what the checks of named files need. */
export interface NamedFiles {
  readonly shelf: Shelf;
  readonly manifest: Manifest;
  readonly worker: CheckWorker;
}

/** Checks that the data files exist and are JSON. */
export async function checkData({ shelf, manifest }: NamedFiles): Promise<readonly Finding[]> {
  const taken = (manifest.runtime.data ?? []).map((path, index) => shelf.json(path, `/runtime/data/${index}`));
  return (await Promise.all(taken)).flatMap(({ findings }) => findings);
}

/** Is what the files of vectors hold. */
export interface VectorFiles {
  readonly paths: readonly string[];
  readonly vectors: readonly Vector[];
  readonly findings: readonly Finding[];
}

/** Checks that every glob finds a JSON file, and that the files hold well-formed vectors. */
export async function checkVectors({ shelf, manifest }: NamedFiles): Promise<VectorFiles> {
  const paths = new Set<string>();
  const findings: Finding[] = [];
  for (const [index, glob] of (manifest.vectors ?? []).entries()) {
    const matching = shelf.files.filter(({ path }) => path.endsWith('.json') && matchesGlob(path, glob));
    for (const { path } of matching) paths.add(path);
    const where = { file: MANIFEST_FILE, pointer: `/vectors/${index}` };
    if (matching.length === 0) findings.push(errorAt('glob-empty', where, { glob }));
  }
  const taken = await Promise.all([...paths].map((path) => shelf.json(path, '/vectors')));
  const files = taken.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const read = readVectors(files);
  return {
    paths: [...paths],
    vectors: read.vectors,
    findings: [...findings, ...taken.flatMap((one) => one.findings), ...read.findings],
  };
}

/** Checks both schemas of the contract with the files that they refer to, and all vectors against them. */
export async function checkSchemas(check: NamedFiles, vectors: readonly Vector[]): Promise<readonly Finding[]> {
  const { contract } = check.manifest;
  if (contract === undefined) return [];
  const findings: Finding[] = [];
  for (const role of ['input', 'output'] as const) {
    const { file: root, findings: unreadable } = await check.shelf.json(contract[role], `/contract/${role}`);
    findings.push(...unreadable);
    if (root === undefined) continue;
    const schema = await gatherSchema(root, sourceOf(check.shelf));
    const probes = vectors.map((vector) => toProbe(vector, role));
    const isTolerant = role === 'input' && contract.inputMode === 'tolerant';
    findings.push(...(await checkContract({ schema, role, isTolerant, probes, worker: check.worker })));
  }
  return unique(findings);
}

const sourceOf = (shelf: Shelf): SchemaSource => ({
  has: (path) => shelf.files.some((one) => one.path === path),
  json: (path) => shelf.json(path, ''),
});

/** What is wrong with a file to which both schemas refer is told once. */
const unique = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values(),
];

const toProbe = (vector: Vector, role: 'input' | 'output'): Probe => ({
  json: vector.json,
  pointer: `/${vector.index}/${role}`,
  value: vector[role],
  vector: vector.name,
});

/** Checks that the entry exists, that a JavaScript entry is a module that imports nothing, and that a Python entry has its function. */
export async function checkEntry({ shelf, manifest, worker }: NamedFiles): Promise<readonly Finding[]> {
  const { engine, entry } = manifest.runtime;
  if (entry === undefined) return [];
  const where = { file: MANIFEST_FILE, pointer: '/runtime/entry' };
  if (engine === 'python') {
    const named = splitEntry({ engine, entry });
    const { file, findings } = await shelf.bytes(named.path, where.pointer);
    return file === undefined ? findings : checkPython(named, file);
  }
  if (engine !== 'javascript') {
    const exists = shelf.files.some(({ path }) => path === entry);
    return exists ? [] : [errorAt('file-missing', where, { file: entry })];
  }
  if (!/\.m?js$/.test(entry)) return [errorAt('entry-extension', where, { file: entry })];
  const { file, findings } = await shelf.bytes(entry, where.pointer);
  return file === undefined ? findings : checkScript(entry, file, worker);
}
