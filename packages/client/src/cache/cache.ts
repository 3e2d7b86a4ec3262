import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { fileFailure, isAbsent } from '../files/file-failure.ts';

/**
 * Is a folder of archives by digest, shared by projects and processes. Nothing in it is believed: whoever uses an archive
 * hashes it again. docs/spec/project.md describes the layout.
 */
export interface Cache {
  readonly folder: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Names the folder of the cache: XDG_CACHE_HOME/nforge, else LOCALAPPDATA\nforge\cache on Windows, else ~/.cache/nforge. */
export function defaultCacheFolder(environment: Environment, home: string, platform = process.platform): string {
  const xdg = environment['XDG_CACHE_HOME'];
  if (xdg !== undefined && xdg.startsWith('/')) return join(xdg, 'nforge');
  const local = environment['LOCALAPPDATA'];
  if (platform === 'win32' && local !== undefined && local !== '') return join(local, 'nforge', 'cache');
  return join(home, '.cache', 'nforge');
}

/** Names the file of an archive in the cache; the digest has been parsed, so it holds no path. */
export function cachedPath(cache: Cache, digest: string): string {
  const hex = digest.slice('sha256:'.length);
  return join(cache.folder, 'archives', hex.slice(0, 2), hex);
}

/** Tells whether the cache holds something by that digest and size; whether it is that, is to be proved on use. */
export async function isCached(
  cache: Cache,
  archive: { readonly digest: string; readonly size: number },
): Promise<boolean> {
  const path = cachedPath(cache, archive.digest);
  try {
    const found = await stat(path);
    return found.isFile() && found.size === archive.size;
  } catch (error) {
    if (isAbsent(error)) return false;
    return fileFailure(path)(error);
  }
}

/** Opens an archive of the cache and notes that it was used, for {@link pruneCache}. */
export function openCached(cache: Cache, digest: string, now: Date): AsyncIterable<Uint8Array> {
  const path = cachedPath(cache, digest);
  // A read-only cache works too; it only forgets what was used.
  utimes(path, now, now).catch(() => undefined);
  return createReadStream(path, { highWaterMark: 256 * 1024 });
}

/** Removes an archive that is not what its name says. */
export async function evict(cache: Cache, digest: string): Promise<void> {
  const path = cachedPath(cache, digest);
  await rm(path, { force: true, recursive: true }).catch(fileFailure(path));
}

/**
 * Fills a place of the cache: `fetch` gets a file that may hold the beginning already, left by a download that failed; the
 * file takes its place by a rename, so that other processes see all of it or nothing. What is there after a failure waits
 * for the next try. Each file has one writer, as claiming it is a rename too.
 */
export async function fillCache(cache: Cache, digest: string, fetch: (file: string) => Promise<void>): Promise<void> {
  const path = cachedPath(cache, digest);
  const partial = join(cache.folder, 'partial', digest.slice('sha256:'.length));
  const mine = `${partial}.${process.pid}-${randomBytes(6).toString('hex')}`;
  for (const folder of [dirname(path), dirname(partial)]) {
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch(fileFailure(folder));
  }
  await rename(partial, mine).catch((error: unknown) => {
    if (!isAbsent(error)) fileFailure(partial)(error);
  });
  try {
    await fetch(mine);
    await rename(mine, path).catch(fileFailure(path));
  } catch (error) {
    await rename(mine, partial).catch(() => undefined);
    throw error;
  }
}

/** Hashes what passes. */
export interface Hashing {
  readonly stream: AsyncIterable<Uint8Array>;
  /** Gives `sha256:…` of what has passed. */
  digest(): string;
}

/** Lets a stream pass and hashes it. */
export function hashing(source: AsyncIterable<Uint8Array>): Hashing {
  const hash = createHash('sha256');
  async function* pass(): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of source) {
      hash.update(chunk);
      yield chunk;
    }
  }
  return { stream: pass(), digest: () => `sha256:${hash.digest('hex')}` };
}
