import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { BlobRows } from './blob-rows.ts';
import type { FileSystem } from './file-system.ts';
import { blobFile, type BlobLayout } from './layout.ts';

/** Is what collecting needs. */
export interface CollectParts {
  readonly layout: BlobLayout;
  readonly files: FileSystem;
  readonly rows: BlobRows;
}

/**
 * Removes unpublished blobs, partial uploads and files without a row that nobody touched since `before`.
 *
 * Blobs are unlinked while the write lock is held, the same lock under which a release claims them: a release either
 * finds its blob and keeps it, or finds it gone and is refused.
 */
export async function collectBlobs(
  parts: CollectParts,
  before: Date,
): Promise<{ readonly removed: number; readonly bytes: number }> {
  const total = { removed: 0, bytes: 0 };
  const add = (part: { removed: number; bytes: number }): void => {
    total.removed += part.removed;
    total.bytes += part.bytes;
  };
  const unlink = (digest: string): void => parts.files.removeNow(blobFile(parts.layout, digest));
  for (let last = 1; last > 0;) {
    const swept = await parts.rows.sweep(before, unlink);
    add(swept);
    last = swept.removed;
  }
  for (const folder of [parts.layout.uploads, parts.layout.derived]) add(await removeOld(parts, folder, before));
  for (const shard of await namesIn(parts.layout.blobs)) add(await removeOrphans(parts, shard, before));
  return total;
}

/** Unfinished uploads by their last write; of other forms only those that have no row. */
async function removeOld(parts: CollectParts, folder: string, before: Date) {
  const total = { removed: 0, bytes: 0 };
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    const bytes = isForm(parts, name) ? undefined : await oldSize(path, before);
    if (bytes === undefined) continue;
    await parts.files.remove(path);
    total.removed += name.endsWith('.lock') ? 0 : 1;
    total.bytes += bytes;
  }
  return total;
}

function isForm({ rows }: CollectParts, name: string): boolean {
  const [, hex, form] = /^([0-9a-f]{64})\.(\w+)$/.exec(name) ?? [];
  return hex !== undefined && form !== undefined && rows.findForm(`sha256:${hex}`, form) !== undefined;
}

/** Files whose row was never written: the process died between the rename and the commit. */
async function removeOrphans(parts: CollectParts, shard: string, before: Date) {
  const total = { removed: 0, bytes: 0 };
  const sizes = new Map<string, number>();
  for (const name of await namesIn(join(parts.layout.blobs, shard))) {
    const digest = `sha256:${name}`;
    if (!/^[0-9a-f]{64}$/.test(name) || parts.rows.find(digest) !== undefined) continue;
    const bytes = await oldSize(blobFile(parts.layout, digest), before);
    if (bytes !== undefined) sizes.set(digest, bytes);
  }
  if (sizes.size === 0) return total;
  await parts.rows.removeOrphans([...sizes.keys()], (digest) => {
    parts.files.removeNow(blobFile(parts.layout, digest));
    total.removed += 1;
    total.bytes += sizes.get(digest) ?? 0;
  });
  return total;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
}

/** Gives the size of a file not written since `before`; `undefined` for a younger one or none. */
async function oldSize(path: string, before: Date): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true && found.mtime < before ? found.size : undefined;
}
