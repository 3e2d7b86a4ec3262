import { contractFiles, folderRelease } from '@national-forge/admission';
import { releaseDigest, type FileEntry } from '@national-forge/archive';
import { MANIFEST_FILE, matchesGlob, type Manifest } from '@national-forge/manifest';
import type { ReleaseStatement } from '@national-forge/transparency';

import { untrusted } from './step.ts';

/** Is what the statement of a release says about its files. */
export type StatementDigests = Pick<ReleaseStatement, 'manifest' | 'contract' | 'vectors'>;

/** Is what a statement speaks of. */
export interface SignedContent {
  readonly files: readonly FileEntry[];
  readonly manifest: Manifest;
  /** The files of the contract, as {@link contractIn} and `contractFiles` find them. */
  readonly contract: readonly FileEntry[];
}

/** Finds the files of the contract among those of an unpacked release. */
export const contractIn = (
  folder: string,
  { files, manifest }: Omit<SignedContent, 'contract'>,
): Promise<readonly FileEntry[]> => contractFiles(folderRelease(folder, files), manifest);

/** Computes from the files of a release what its statement says about them (docs/spec/signing.md, §3). */
export function statementDigests({ files, manifest, contract }: SignedContent): StatementDigests {
  const { vectors = [] } = manifest;
  const isVector = ({ path }: FileEntry): boolean =>
    path.endsWith('.json') && vectors.some((glob) => matchesGlob(path, glob));
  const vectorFiles = files.filter(isVector);
  return {
    manifest: `sha256:${files.find(({ path }) => path === MANIFEST_FILE)?.sha256 ?? ''}`,
    contract: contract.length === 0 ? null : releaseDigest(contract),
    vectors: vectorFiles.length === 0 ? null : releaseDigest(vectorFiles),
  };
}

/**
 * Proves that a signed statement speaks of these files.
 * @throws ClientError `untrusted` at `statement`
 */
export function assertStatement(what: string, statement: StatementDigests, content: SignedContent): void {
  const actual = statementDigests(content);
  for (const part of ['manifest', 'contract', 'vectors'] as const) {
    if (actual[part] === statement[part]) continue;
    const params = { what, expected: statement[part] ?? 'none', actual: actual[part] ?? 'none', reason: part };
    throw untrusted('statement', params);
  }
}
