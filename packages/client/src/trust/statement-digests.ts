import { releaseDigest, type FileEntry } from '@national-forge/archive';
import { MANIFEST_FILE, matchesGlob, type Manifest } from '@national-forge/manifest';
import type { ReleaseStatement } from '@national-forge/transparency';

import { untrusted } from './step.ts';

/** Is what the statement of a release says about its files. */
export type StatementDigests = Pick<ReleaseStatement, 'manifest' | 'contract' | 'vectors'>;

/** Computes from the files of a release what its statement says about them (docs/spec/leaf.md). */
export function statementDigests(files: readonly FileEntry[], manifest: Manifest): StatementDigests {
  const { contract, vectors = [] } = manifest;
  const isVector = ({ path }: FileEntry): boolean =>
    path.endsWith('.json') && vectors.some((glob) => matchesGlob(path, glob));
  const contractFiles = files.filter(({ path }) => path === contract?.input || path === contract?.output);
  const vectorFiles = files.filter(isVector);
  return {
    manifest: `sha256:${files.find(({ path }) => path === MANIFEST_FILE)?.sha256 ?? ''}`,
    contract: contractFiles.length === 0 ? null : releaseDigest(contractFiles),
    vectors: vectorFiles.length === 0 ? null : releaseDigest(vectorFiles),
  };
}

/**
 * Proves that a signed statement speaks of these files.
 * @throws ClientError `untrusted` at `statement`
 */
export function assertStatement(
  what: string,
  statement: StatementDigests,
  content: { readonly files: readonly FileEntry[]; readonly manifest: Manifest },
): void {
  const actual = statementDigests(content.files, content.manifest);
  for (const part of ['manifest', 'contract', 'vectors'] as const) {
    if (actual[part] === statement[part]) continue;
    const params = { what, expected: statement[part] ?? 'none', actual: actual[part] ?? 'none', reason: part };
    throw untrusted('statement', params);
  }
}
