import { matchesGlob, type Manifest } from '@national-forge/manifest';
import type { ContractVector, Schema, VersionContent } from '@national-forge/versioning';

import { readSchema } from '../contract/contract-files.ts';
import { readJson, type JsonFile } from '../json/index.ts';
import type { ReleaseFiles } from '../release-files.ts';
import { readVectors } from '../vectors/read-vectors.ts';

/**
 * Reads what of a release later versions are held to: manifest, schemas (each with the files that it refers to in it), vectors and the
 * digests of its files.
 *
 * @param release files that `checkRelease` has found in order: what cannot be read is left out
 */
export async function contentOf(release: ReleaseFiles, manifest: Manifest): Promise<VersionContent> {
  const files = release.files.map(({ path, sha256 }) => ({ path, digest: sha256 }));
  const schemas = await readSchemas(release, manifest);
  return { manifest, schemas, vectors: await readAllVectors(release, manifest), files };
}

async function readSchemas(release: ReleaseFiles, { contract }: Manifest): Promise<VersionContent['schemas']> {
  if (contract === undefined) return null;
  const [input, output] = [await readSchema(release, contract.input), await readSchema(release, contract.output)];
  if (input === undefined || output === undefined) return null;
  return { input: input as Schema, output: output as Schema };
}

async function readAllVectors(
  release: ReleaseFiles,
  { vectors: globs = [] }: Manifest,
): Promise<readonly ContractVector[]> {
  const paths = release.files
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.json') && globs.some((glob) => matchesGlob(path, glob)));
  const files: JsonFile[] = [];
  for (const path of paths) {
    const file = await read(release, path);
    if (file !== undefined) files.push(file);
  }
  return readVectors(files).vectors.map(toContractVector);
}

const toContractVector = ({ name, input, output, tolerance, supersedes }: ContractVector): ContractVector => ({
  name,
  input,
  output,
  ...(tolerance === undefined ? {} : { tolerance }),
  ...(supersedes === undefined ? {} : { supersedes }),
});

async function read(release: ReleaseFiles, path: string): Promise<JsonFile | undefined> {
  if (!release.files.some((file) => file.path === path)) return undefined;
  const bytes = await release.read(path);
  const result = bytes === undefined ? undefined : readJson(path, bytes);
  return result?.ok === true ? result.json : undefined;
}
