import { join } from 'node:path';

import { digestOf, type FileEntry } from '@national-forge/archive';

import type { Cache } from './cache.ts';
import { readCached, writeCached } from './kept-file.ts';

/** Reads a single file of a release from the cache; undefined where it is not there, or not what its name says. */
export async function readSingleFile(cache: Cache, { sha256 }: FileEntry): Promise<Buffer | undefined> {
  const bytes = await readCached(singlePath(cache, sha256));
  return bytes !== undefined && digestOf(bytes) === `sha256:${sha256}` ? bytes : undefined;
}

/** Keeps a single file of a release in the cache, whose digest was proved. */
export function writeSingleFile(cache: Cache, { sha256 }: FileEntry, bytes: Uint8Array): Promise<void> {
  return writeCached(singlePath(cache, sha256), bytes);
}

/** The digest has been parsed, so it holds no path. */
const singlePath = (cache: Cache, sha256: string): string => join(cache.folder, 'files', sha256.slice(0, 2), sha256);
