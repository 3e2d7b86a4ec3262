import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { ProblemError } from '@national-forge/api';

import type { ArchiveCompression } from '../../ports.ts';
import type { BlobRows } from './blob-rows.ts';
import type { FileSystem } from './file-system.ts';
import { blobFile, derivedFile, type BlobLayout } from './layout.ts';
import { asStorageProblem } from './storage-problem.ts';
import type { UploadLocks } from './upload-lock.ts';

const FORMS: readonly ArchiveCompression[] = ['zstd', 'gzip'];

/** Is what collecting needs. */
export interface CollectParts {
  readonly layout: BlobLayout;
  readonly files: FileSystem;
  readonly rows: BlobRows;
  readonly locks: UploadLocks;
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
  const unlink = (digest: string): void => {
    parts.files.removeNow(blobFile(parts.layout, digest));
    // With the blob go its other forms: what was removed by law must be gone in every form.
    for (const form of FORMS) parts.files.removeNow(derivedFile(parts.layout, digest, form));
  };
  for (let last = 1; last > 0;) {
    const swept = await parts.rows.sweep(before, unlink);
    add(swept);
    last = swept.removed;
  }
  for (const stem of await uploadsOf(parts)) add(await removeUpload(parts, stem, before));
  add(await removeForms(parts, before));
  for (const shard of await namesIn(parts.layout.blobs)) add(await removeOrphans(parts, shard, before));
  return total;
}

async function uploadsOf({ layout }: CollectParts): Promise<ReadonlySet<string>> {
  const names = await namesIn(layout.uploads);
  return new Set(names.map((name) => join(layout.uploads, name.replace(/\.(part|lock)$/, ''))));
}

/**
 * Removes an unfinished upload by its last write, and a lock that a killed process left. It is done under the lock of the
 * upload: one that is being written, however slowly, is never taken from under its writer.
 */
async function removeUpload(parts: CollectParts, stem: string, before: Date) {
  const part = `${stem}.part`;
  const remove = async () => {
    const bytes = await oldSize(part, before);
    if (bytes !== undefined) await parts.files.remove(part);
    return { removed: bytes === undefined ? 0 : 1, bytes: bytes ?? 0 };
  };
  const isOld = ((await oldSize(part, before)) ?? (await oldSize(`${stem}.lock`, before))) !== undefined;
  if (!isOld) return { removed: 0, bytes: 0 };
  try {
    return await parts.locks.hold(stem, `sha256:${stem.slice(-64)}`, remove);
  } catch (error) {
    const code = codeOf(asStorageProblem(error));
    if (code === 'upload-busy') return { removed: 0, bytes: 0 };
    // On a full disk not even a lock can be written, so nobody begins to write either; now above all there must be room.
    if (code === 'storage-full') return remove();
    throw error;
  }
}

const codeOf = (error: unknown): string => (error instanceof ProblemError ? error.code : '');

/** Other forms of archives that have no row: young ones may be in the making, unless their archive is gone. */
async function removeForms(parts: CollectParts, before: Date) {
  const total = { removed: 0, bytes: 0 };
  for (const name of await namesIn(parts.layout.derived)) {
    const path = join(parts.layout.derived, name);
    const since = isOfGone(parts, name) ? FOREVER : before;
    const bytes = isForm(parts, name) ? undefined : await oldSize(path, since);
    if (bytes === undefined) continue;
    await parts.files.remove(path);
    total.removed += 1;
    total.bytes += bytes;
  }
  return total;
}

/** Later than any file was written. */
const FOREVER = new Date(8.64e15);

/** Tells whether a form, whole or in the making, is of an archive that was removed. */
function isOfGone({ rows }: CollectParts, name: string): boolean {
  const [, hex] = /^([0-9a-f]{64})\./.exec(name) ?? [];
  return hex !== undefined && rows.find(`sha256:${hex}`) === undefined;
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
