import type { FileEntry } from '@national-forge/archive';
import type { Manifest } from '@national-forge/manifest';

import { readJson, type JsonFile } from '../json/index.ts';
import { isNeeded, type ReleaseFiles } from '../release-files.ts';
import type { Taken } from '../shelf.ts';
import { bundleSchema } from './bundle-schema.ts';
import { gatherSchema, type SchemaFiles, type SchemaSource } from './gather-schema.ts';

/** Is what of a release is needed to read its contract. */
export type ContractSource = Pick<ReleaseFiles, 'files' | 'read'>;

/**
 * Lists the files of which a contract is made: its two schemas and every file that they refer to, each once. The contract digest is
 * that of their lines (docs/spec/signing.md, §3). What cannot be read refers to nothing.
 */
export async function contractFiles(
  release: ContractSource,
  { contract }: Pick<Manifest, 'contract'>,
): Promise<readonly FileEntry[]> {
  if (contract === undefined) return [];
  const paths = new Set<string>([contract.input, contract.output]);
  for (const path of [contract.input, contract.output]) {
    const gathered = await gather(release, path);
    for (const one of gathered?.files.keys() ?? []) paths.add(one);
  }
  return release.files.filter(({ path }) => paths.has(path));
}

/** Reads a schema of a release as one that stands alone; undefined when its file cannot be read. */
export async function readSchema(release: ContractSource, path: string): Promise<unknown> {
  const gathered = await gather(release, path);
  return gathered && bundleSchema(gathered).schema;
}

async function gather(release: ContractSource, path: string): Promise<SchemaFiles | undefined> {
  const { file } = await readFile(release, path);
  return file && gatherSchema(file, sourceOf(release));
}

const sourceOf = (release: ContractSource): SchemaSource => ({
  has: (path) => release.files.some((one) => one.path === path),
  json: (path) => readFile(release, path),
});

async function readFile(release: ContractSource, path: string): Promise<Taken<JsonFile>> {
  const entry = release.files.find((one) => one.path === path);
  if (entry === undefined || !isNeeded(path, entry.size)) return { findings: [] };
  const bytes = await release.read(path);
  const result = bytes === undefined ? undefined : readJson(path, bytes);
  return result?.ok === true ? { file: result.json, findings: [] } : { findings: [] };
}
