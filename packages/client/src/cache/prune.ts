import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { fileFailure, isAbsent } from '../files/file-failure.ts';
import type { Cache } from './cache.ts';

/** Says what may stay in a cache. */
export interface PruneOptions {
  /** Bytes that may stay; what was used longest ago goes first. Default 10 GiB. */
  readonly maxBytes?: number;
  /** Days after which what nobody used goes. Default: no limit. */
  readonly maxAgeDays?: number;
  readonly now?: Date;
}

/** Tells what pruning did. */
export interface Pruned {
  readonly removed: number;
  readonly removedBytes: number;
  readonly keptBytes: number;
}

const DAY = 24 * 60 * 60 * 1000;
const DEFAULT_BYTES = 10 * 1024 ** 3;

/**
 * Removes archives, single files and proofs from a cache, and downloads that nobody continued for a day. A process that uses an archive meanwhile
 * keeps reading it, or fetches it again.
 * @throws ClientError `file-access`
 */
export async function pruneCache(cache: Cache, options: PruneOptions = {}): Promise<Pruned> {
  const { maxBytes = DEFAULT_BYTES, maxAgeDays = Number.POSITIVE_INFINITY, now = new Date() } = options;
  const stale = (file: Stored, days: number) => now.getTime() - file.usedAt > days * DAY;
  const partial = await filesIn(join(cache.folder, 'partial'));
  const used = [
    ...(await shelvesIn(cache, 'archives')),
    ...(await shelvesIn(cache, 'files')),
    ...(await proofsIn(cache)),
  ];
  const doomed = partial.filter((file) => stale(file, 1));
  let kept = 0;
  for (const file of used.toSorted((a, b) => b.usedAt - a.usedAt)) {
    if (stale(file, maxAgeDays) || kept + file.size > maxBytes) doomed.push(file);
    else kept += file.size;
  }
  for (const file of doomed) await rm(file.path, { force: true }).catch(fileFailure(file.path));
  return { removed: doomed.length, removedBytes: doomed.reduce((sum, { size }) => sum + size, 0), keptBytes: kept };
}

interface Stored {
  readonly path: string;
  readonly size: number;
  readonly usedAt: number;
}

async function shelvesIn(cache: Cache, kind: 'archives' | 'files'): Promise<readonly Stored[]> {
  const root = join(cache.folder, kind);
  const shelves = await namesIn(root);
  return (await Promise.all(shelves.map((shelf) => filesIn(join(root, shelf))))).flat();
}

/** Proofs are small, but there is one for each release and tree that was ever installed. */
async function proofsIn(cache: Cache): Promise<readonly Stored[]> {
  const root = join(cache.folder, 'proofs');
  const entries = await readdir(root, { withFileTypes: true, recursive: true }).catch((error: unknown) =>
    isAbsent(error) ? [] : fileFailure(root)(error),
  );
  const folders = new Set(entries.filter((entry) => entry.isFile()).map(({ parentPath }) => parentPath));
  return (await Promise.all([...folders].map(filesIn))).flat();
}

async function filesIn(folder: string): Promise<readonly Stored[]> {
  const files: Stored[] = [];
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() === true) files.push({ path, size: found.size, usedAt: found.mtimeMs });
  }
  return files;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    return fileFailure(folder)(error);
  }
}
