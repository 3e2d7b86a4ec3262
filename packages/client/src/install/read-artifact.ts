import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { contractFiles, isNeeded, READ_LIMITS } from '@national-forge/admission';
import { ArchiveError, inspect } from '@national-forge/archive';
import { MANIFEST_FILE, parseManifest, parseReference, type Manifest } from '@national-forge/manifest';

import { cachedPath, hashing, isCached } from '../cache/cache.ts';
import { ClientError, isClientError } from '../client-error.ts';
import { fileFailure, isAbsent } from '../files/file-failure.ts';
import { hashFolder } from '../files/hash-folder.ts';
import type { ProjectOptions } from '../project/context.ts';
import { contractIn, type SignedContent } from '../trust/statement-digests.ts';
import { stageRelease } from './stage.ts';

/** Is what is to be verified. */
export interface Artifact {
  readonly name: string;
  readonly version: string;
  /** The name that it was published under, where a person says another one. */
  readonly publishedAs?: string | undefined;
  /** Undefined: there are no files at hand, only a name. */
  readonly content: ArtifactContent | undefined;
}

/** Is what an archive or a folder really holds. */
export interface ArtifactContent extends SignedContent {
  readonly releaseDigest: string;
}

/**
 * Reads what is to be verified: an archive, the folder of an unpacked release, or `agency/name@version`, whose archive is
 * fetched when there is a registry. A path that exists wins over a name.
 * @throws ClientError `manifest-missing`, `manifest-invalid`, `integrity` when it is no archive, `option-invalid` when it is
 * neither a path nor the exact version of an algorithm; `file-access`, those of the registry and the way
 */
export async function readArtifact(options: Omit<ProjectOptions, 'folder'>, target: string): Promise<Artifact> {
  const found = await stat(target).catch((error: unknown) =>
    isAbsent(error) ? undefined : fileFailure(target)(error),
  );
  if (found?.isDirectory() === true) return named(await readFolder(target));
  if (found?.isFile() === true) return named(await readArchive(target));
  const { name, selector } = referenceOf(target);
  if (options.client === undefined) return { name, version: selector, content: undefined };
  const content = await fetchContent(options, { name, version: selector });
  const signed = content.manifest.name;
  return { name, version: selector, content, ...(signed === name ? {} : { publishedAs: signed }) };
}

/**
 * Reads the files of a release from its archive in the cache; undefined when it is not there, or not what the lock says: what
 * is damaged there is no release, and nobody said that it is one.
 * @throws ClientError `file-access`
 */
export async function readCached(
  folder: string,
  archive: { readonly digest: string; readonly size: number },
): Promise<ArtifactContent | undefined> {
  if (!(await isCached({ folder }, archive))) return undefined;
  const path = cachedPath({ folder }, archive.digest);
  try {
    const proof = hashing(createReadStream(path));
    const content = await readArchive(path, proof.stream);
    return proof.digest() === archive.digest ? content : undefined;
  } catch (error) {
    if (isClientError(error) && error.code !== 'file-access') return undefined;
    throw error;
  }
}

function named(content: ArtifactContent): Artifact {
  const { name, version } = content.manifest;
  return { name, version, content };
}

async function readFolder(folder: string): Promise<ArtifactContent> {
  const found = await hashFolder(folder);
  const bytes = await readFile(join(folder, MANIFEST_FILE)).catch((cause: unknown) => {
    throw new ClientError('manifest-missing', { params: { path: folder }, cause });
  });
  const manifest = manifestIn(folder, bytes);
  const [strange] = found?.strange ?? [];
  if (found?.digest === undefined) {
    throw new ClientError('integrity', { params: { what: folder, expected: 'release', actual: strange ?? 'none' } });
  }
  const content = { files: found.files, manifest };
  return { releaseDigest: found.digest, ...content, contract: await contractIn(folder, content) };
}

async function readArchive(
  path: string,
  stream: AsyncIterable<Uint8Array> = createReadStream(path),
): Promise<ArtifactContent> {
  try {
    const { files, releaseDigest, kept } = await inspect(stream, { keep: keepContract() });
    const bytes = kept.get(MANIFEST_FILE);
    if (bytes === undefined) throw new ClientError('manifest-missing', { params: { path } });
    const manifest = manifestIn(path, bytes);
    const contract = await contractFiles({ files, read: (name) => Promise.resolve(kept.get(name)) }, manifest);
    return { releaseDigest, files, manifest, contract };
  } catch (error) {
    if (!(error instanceof ArchiveError)) return fileFailure(path)(error);
    throw new ClientError('integrity', {
      params: { what: path, expected: 'archive', actual: error.code, reason: 'no-archive' },
      cause: error,
    });
  }
}

/** Keeps the manifest and what may belong to a contract: which files do is known only when all have passed by. */
function keepContract(): (path: string, size: number) => boolean {
  let bytes = 0;
  return (path, size) => {
    const isWanted = path === MANIFEST_FILE || path.endsWith('.json');
    if (!isWanted || !isNeeded(path, size) || bytes + size > READ_LIMITS.totalBytes) return false;
    bytes += size;
    return true;
  };
}

function manifestIn(path: string, bytes: Uint8Array): Manifest {
  const parsed = parseManifest(bytes);
  if (parsed.ok) return parsed.manifest;
  const { code = 'unknown', line = 1, column = 1 } = parsed.problems[0] ?? {};
  throw new ClientError('manifest-invalid', { params: { path, reason: code, line, column } });
}

function referenceOf(target: string): { readonly name: string; readonly selector: string } {
  try {
    const { name, selector } = parseReference(target);
    if (selector !== undefined && /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/.test(selector)) return { name, selector };
  } catch {
    // Told below: a path that is not there and a slip in a name look the same.
  }
  throw new ClientError('option-invalid', { params: { option: 'target', value: target } });
}

async function fetchContent(
  options: Omit<ProjectOptions, 'folder'>,
  { name, version }: { readonly name: string; readonly version: string },
): Promise<ArtifactContent> {
  const folder = await mkdtemp(join(tmpdir(), 'nforge-verify-'));
  try {
    const record = await options.client?.release(name, version, { signal: options.signal });
    if (record === undefined) throw new ClientError('offline', { params: { what: `${name}@${version}` } });
    // The record has the name of its time; whether that is a name of the algorithm that was asked for, is proved later.
    const { releaseDigest, archive, dependencies, name: signed } = record;
    const locked = { key: '', name: signed, version, releaseDigest, archive, dependencies, requiredBy: [] };
    const staged = await stageRelease({ ...options, folder }, locked, join(folder, 'release'));
    const { files, manifest } = staged;
    return { releaseDigest, files, manifest, contract: await contractIn(staged.folder, staged) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
