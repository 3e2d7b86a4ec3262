import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ArchiveError, unpack, type FileEntry } from '@national-forge/archive';
import { MANIFEST_FILE, type Manifest } from '@national-forge/manifest';

import { cachedPath, evict, fillCache, hashing, isCached, openCached, type Cache } from '../cache/cache.ts';
import { ClientError, isClientError } from '../client-error.ts';
import { codeOf, fileFailure } from '../files/file-failure.ts';
import { assertWanted, onlineClient, timeOf, type ProjectOptions } from '../project/context.ts';
import { manifestOf } from '../project/index-file.ts';
import { askerOf, type Locked } from '../project/graph.ts';

/** Is a release unpacked and proved, but not in its place yet. */
export interface Staged {
  readonly folder: string;
  readonly files: readonly FileEntry[];
  readonly manifest: Manifest;
  /** Bytes that came over the network. */
  readonly downloadedBytes: number;
}

/**
 * Unpacks a locked release into a folder that does not exist yet: from the cache, or from the registry through it. Proved
 * are the archive's digest, each time it is read, the release digest of what was unpacked, and the name in its manifest.
 * An archive of the cache that is damaged is fetched again.
 * @throws ClientError `integrity`, `offline`, those of the way and of the disk
 */
export async function stageRelease(options: ProjectOptions, release: Locked, folder: string): Promise<Staged> {
  const cache: Cache = { folder: options.cache };
  for (let downloadedBytes = 0; ;) {
    assertWanted(options);
    const fetched = await bringToCache(options, release);
    downloadedBytes += fetched;
    try {
      return { ...(await unpackCached({ options, cache, release }, folder)), downloadedBytes };
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      const damaged = isClientError(error) && error.code === 'integrity' && error.params['what'] === 'cache';
      if (!damaged) throw error;
      await evict(cache, release.archive.digest);
      const { name, version, archive } = release;
      options.onProgress?.({ kind: 'cache-damaged', name, version, digest: archive.digest });
      // What came fresh from the network and went wrong at once is the disk's fault: no third try.
      if (options.client === undefined) throw error;
      if (fetched > 0) throw renamed(error, release);
    }
  }
}

/** Sees to it that the cache holds the archive; gives the bytes that had to be fetched. */
async function bringToCache(options: ProjectOptions, release: Locked): Promise<number> {
  const { name, version, archive } = release;
  const cache: Cache = { folder: options.cache };
  if (await isCached(cache, archive)) return 0;
  // Without a registry one of another size is opened all the same: that tells its damage.
  if (options.client === undefined && existsSync(cachedPath(cache, archive.digest))) return 0;
  const client = onlineClient(options, askerOf(release));
  const source = { name, version, ...archive };
  const onProgress = (receivedBytes: number): void => {
    options.onProgress?.({ kind: 'download', name, version, receivedBytes, totalBytes: archive.size });
  };
  await fillCache(cache, archive.digest, (file) =>
    client.downloadArchive(source, { file, signal: options.signal, onProgress }),
  );
  return archive.size;
}

interface Unpacking {
  readonly options: ProjectOptions;
  readonly cache: Cache;
  readonly release: Locked;
}

async function unpackCached(
  { options, cache, release }: Unpacking,
  folder: string,
): Promise<Omit<Staged, 'downloadedBytes'>> {
  const { name, version, archive, releaseDigest } = release;
  options.onProgress?.({ kind: 'unpack', name, version });
  const proof = hashing(openCached(cache, archive.digest, timeOf(options)));
  const inspection = await unpack(proof.stream, folder, { durable: false, signal: options.signal }).catch(
    (error: unknown) => unpackFailure({ options, cache, release }, error),
  );
  const actual = proof.digest();
  if (actual !== archive.digest) throw damaged(archive.digest, actual);
  if (inspection.releaseDigest !== releaseDigest) {
    const params = { what: askerOf(release), expected: releaseDigest, actual: inspection.releaseDigest };
    throw new ClientError('integrity', { params });
  }
  const manifest = await readManifest(release, folder);
  return { folder, files: inspection.files, manifest };
}

/** An archive that cannot be unpacked is either damaged here, or was published so: its digest tells. */
async function unpackFailure({ options, cache, release }: Unpacking, error: unknown): Promise<never> {
  assertWanted(options);
  const path = cachedPath(cache, release.archive.digest);
  if (!(error instanceof ArchiveError)) {
    if (codeOf(error) === 'ENOENT') throw damaged(release.archive.digest, 'absent');
    return fileFailure(path)(error);
  }
  const proof = hashing(openCached(cache, release.archive.digest, timeOf(options)));
  await drained(proof.stream);
  const actual = proof.digest();
  if (actual !== release.archive.digest) throw damaged(release.archive.digest, actual);
  const params = { what: askerOf(release), expected: release.releaseDigest, actual: error.code };
  throw new ClientError('integrity', { params, cause: error });
}

/**
 * Reads the manifest of an unpacked release.
 * @throws ClientError `manifest-missing`, `manifest-invalid`, `integrity` when it speaks of another release
 */
export async function readManifest(release: Locked, folder: string): Promise<Manifest> {
  const bytes = await readFile(join(folder, MANIFEST_FILE)).catch((cause: unknown) => {
    throw new ClientError('manifest-missing', { params: { path: askerOf(release) }, cause });
  });
  return manifestOf(release, bytes);
}

async function drained(stream: AsyncIterable<Uint8Array>): Promise<void> {
  const iterator = stream[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

const damaged = (expected: string, actual: string): ClientError =>
  new ClientError('integrity', { params: { what: 'cache', expected, actual } });

function renamed(error: ClientError, release: Locked): ClientError {
  return new ClientError('integrity', { params: { ...error.params, what: askerOf(release) }, cause: error });
}
