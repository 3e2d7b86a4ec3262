import { matchesGlob, type Manifest } from '@national-forge/manifest';
import type { ContractVector } from '@national-forge/versioning';

import { readJson, type JsonFile } from '../json/index.ts';
import type { ReleaseFiles } from '../release-files.ts';
import { readVectors } from './read-vectors.ts';

/** Is a vector with the place where it is written. */
export interface PlacedVector extends ContractVector {
  readonly file: string;
  /** JSON Pointer of the vector in its file. */
  readonly pointer: string;
}

/**
 * Reads the vectors of a release with their places.
 *
 * @param release files that `checkRelease` has found in order: what cannot be read is left out
 */
export async function placedVectors(
  release: ReleaseFiles,
  { vectors: globs = [] }: Manifest,
): Promise<readonly PlacedVector[]> {
  const paths = release.files
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.json') && globs.some((glob) => matchesGlob(path, glob)));
  const files: JsonFile[] = [];
  for (const path of paths) {
    const bytes = await release.read(path);
    const result = bytes && readJson(path, bytes);
    if (result?.ok === true) files.push(result.json);
  }
  return readVectors(files).vectors.map(({ json, index, ...vector }) => ({
    ...vector,
    file: json.path,
    pointer: `/${index}`,
  }));
}
