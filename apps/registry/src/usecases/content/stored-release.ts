import { buffer } from 'node:stream/consumers';

import { contentOf, type ReleaseFiles } from '@national-forge/admission';
import { pathOf, ProblemError, type ReleaseRecord } from '@national-forge/api';
import { matchesGlob, type Manifest } from '@national-forge/manifest';
import type { VersionContent } from '@national-forge/versioning';

import type { ReleaseKey } from '../../ports.ts';
import type { Deps } from '../deps.ts';
import { assertStands, nameParams } from '../stored-document.ts';

/** Is what reading published releases needs. */
export type StoredDeps = Pick<Deps, 'documents' | 'names' | 'archiveFiles' | 'contents'>;

/** Is a published release with its files at hand. */
export interface StoredRelease {
  readonly record: ReleaseRecord;
  readonly manifest: Manifest;
  readonly files: ReleaseFiles;
}

/**
 * Opens a published release; `undefined` where there is none, or where the law removed it.
 * Its files throw `ProblemError` `blob-damaged`, as reading does, and `release-tombstoned` when it is removed meanwhile.
 */
export function openStoredRelease(deps: StoredDeps, { name, version }: ReleaseKey): StoredRelease | undefined {
  const document = deps.documents.find(pathOf('getRelease', { ...nameParams(name), version }));
  if (document === undefined || !stands(deps, { name, version })) return undefined;
  const record = JSON.parse(document.bytes.toString()) as ReleaseRecord;
  const manifest = record.manifest as unknown as Manifest;
  return { record, manifest, files: filesOf(deps, { name, version }, record) };
}

/**
 * Reads what later versions are held to. Schemas and vectors are the same in many versions, and are read once: they are kept
 * by digest, and with the schemas which is which, since the digest does not say that.
 */
export async function readContent({ contents }: StoredDeps, stored: StoredRelease): Promise<VersionContent> {
  const { record, manifest, files } = stored;
  const { contract, vectors: globs, ...rest } = manifest;
  const sizeOf = (isWanted: (path: string) => boolean) =>
    record.files.reduce((sum, { path, size }) => (isWanted(path) ? sum + size : sum), 0);
  const schemas =
    contract === undefined
      ? null
      : await contents.use(
          `contract ${record.contractDigest ?? ''} ${contract.input} ${contract.output}`,
          bytesOf,
          async () => (await contentOf(files, { ...rest, contract })).schemas,
        );
  const vectors =
    globs === undefined || record.vectorsDigest === null
      ? []
      : await contents.use(
          `vectors ${record.vectorsDigest}`,
          sizeOf((path) => path.endsWith('.json') && globs.some((glob) => matchesGlob(path, glob))),
          async () => (await contentOf(files, { ...rest, vectors: globs })).vectors,
        );
  return { manifest, schemas, vectors, files: record.files.map(({ path, sha256 }) => ({ path, digest: sha256 })) };
}

/** What a contract weighs is known when it is read: its schemas may be made of further files. */
const bytesOf = (schemas: VersionContent['schemas']): number => JSON.stringify(schemas).length;

function stands(deps: StoredDeps, { name, version }: ReleaseKey): boolean {
  try {
    assertStands(deps, name, version);
    return true;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'release-tombstoned') return false;
    throw error;
  }
}

function filesOf(deps: StoredDeps, { name, version }: ReleaseKey, { archive, files }: ReleaseRecord): ReleaseFiles {
  return {
    files,
    async read(path) {
      const file = files.find((one) => one.path === path);
      if (file === undefined) return undefined;
      const { size, sha256 } = file;
      const handle = await deps.archiveFiles.openFile({ archive: archive.digest, path, size, sha256 });
      if (handle !== undefined) return buffer(handle.read());
      assertStands(deps, name, version);
      throw new ProblemError('blob-damaged', { digest: archive.digest });
    },
    // They were looked for when it was published.
    findSecrets: () => Promise.resolve([]),
  };
}
