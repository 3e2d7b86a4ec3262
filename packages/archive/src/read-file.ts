import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';

import { ArchiveError } from './archive-error.ts';
import type { FolderFile } from './folder-files.ts';

/** Files up to this size are read in one go. */
const SMALL = 128 * 1024;
const PIECE = 256 * 1024;

// Not through a link that took the file's place, and not waiting for a pipe that did. Windows knows neither flag.
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Readonly<Partial<typeof constants>>;
const FLAGS = (O_RDONLY ?? 0) | O_NOFOLLOW | O_NONBLOCK;

/**
 * Reads a small file at once, in the calling thread: for thousands of small files the way through the thread pool costs
 * more than the reading. Returns undefined for a file larger than {@link SMALL}.
 * @throws ArchiveError `file-changed` when the path no longer is a regular file
 */
export function readSmall(file: FolderFile): Buffer | undefined {
  const descriptor = opened(file, () => openSync(file.disk, FLAGS));
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new ArchiveError('file-changed', { path: file.path });
    if (stat.size > SMALL) return undefined;
    return readAll(descriptor, stat.size);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads to the end whatever the status said: the file may grow meanwhile, and some file systems report no size. */
function readAll(descriptor: number, size: number): Buffer {
  const first = Buffer.allocUnsafe(size + 1);
  let filled = readSync(descriptor, first, 0, first.length, null);
  if (filled === size) return first.subarray(0, filled);
  const pieces = [first.subarray(0, filled)];
  while (filled > 0) {
    const piece = Buffer.allocUnsafe(SMALL);
    filled = readSync(descriptor, piece, 0, piece.length, null);
    pieces.push(piece.subarray(0, filled));
  }
  return Buffer.concat(pieces);
}

/**
 * Reads a file of any size in pieces, each in a buffer of its own.
 * @throws ArchiveError `file-changed` when the path no longer is a regular file
 */
export async function* readPieces(file: FolderFile): AsyncGenerator<Buffer, void> {
  const handle = await open(file.disk, FLAGS).catch((error: unknown) => opened(file, () => raise(error)));
  try {
    if (!(await handle.stat()).isFile()) throw new ArchiveError('file-changed', { path: file.path });
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(PIECE), 0, PIECE, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

function raise(error: unknown): never {
  throw error;
}

function opened<T>(file: FolderFile, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' && code !== 'ELOOP' && code !== 'ENOTDIR') throw error;
    throw new ArchiveError('file-changed', { path: file.path, cause: error });
  }
}
