import type { Manifest } from '@national-forge/manifest';
import type { ContractVector, Schema, VersionContent } from '@national-forge/versioning';

import { readSchema } from '../contract/contract-files.ts';
import type { ReleaseFiles } from '../release-files.ts';
import { placedVectors } from '../vectors/placed-vectors.ts';

/**
 * Reads what of a release later versions are held to: manifest, schemas (each with the files that it refers to in it), vectors and the
 * digests of its files.
 *
 * @param release files that `checkRelease` has found in order: what cannot be read is left out
 */
export async function contentOf(release: ReleaseFiles, manifest: Manifest): Promise<VersionContent> {
  const files = release.files.map(({ path, sha256 }) => ({ path, digest: sha256 }));
  const schemas = await readSchemas(release, manifest);
  const vectors = (await placedVectors(release, manifest)).map(toContractVector);
  return { manifest, schemas, vectors, files };
}

async function readSchemas(release: ReleaseFiles, { contract }: Manifest): Promise<VersionContent['schemas']> {
  if (contract === undefined) return null;
  const [input, output] = [await readSchema(release, contract.input), await readSchema(release, contract.output)];
  if (input === undefined || output === undefined) return null;
  return { input: input as Schema, output: output as Schema };
}

/** Leaves out where it is written: what a vector promises does not hang on it. */
const toContractVector = ({ name, input, output, tolerance, supersedes }: ContractVector): ContractVector => ({
  name,
  input,
  output,
  ...(tolerance === undefined ? {} : { tolerance }),
  ...(supersedes === undefined ? {} : { supersedes }),
});
