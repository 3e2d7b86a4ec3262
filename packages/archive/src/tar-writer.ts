import { createHash } from 'node:crypto';

import { ArchiveError } from './archive-error.ts';
import type { FileEntry } from './digest.ts';
import { formatPaxRecord } from './pax.ts';
import { BLOCK, formatHeader, splitPath } from './tar-header.ts';

/** Gives the bytes of a file: at once or piece by piece. */
export type Content = Buffer | AsyncIterable<Buffer>;

/** Pairs a file's description with a way to its bytes. */
export interface TarFile {
  readonly entry: FileEntry;
  readonly open: () => Content;
}

/** Counts the bytes that {@link writeTar} will give for files. */
export function tarSize(entries: readonly FileEntry[]): number {
  return entries.reduce((sum, entry) => sum + headersOf(entry).length + padded(entry.size), 2 * BLOCK);
}

/**
 * Writes the canonical tar of files in the given order: per file a ustar header, before it a pax header with `path` where
 * the path is not ASCII or too long, the content, zeros up to a block; two blocks of zeros at the end.
 * Small pieces are joined, since each piece costs a turn through the compressor.
 * @throws ArchiveError `file-changed` when a file's bytes are no longer those its entry describes
 */
export async function* writeTar(files: readonly TarFile[]): AsyncGenerator<Buffer, void> {
  const joiner = createJoiner();
  for (const file of files) {
    yield* joiner.push(headersOf(file.entry));
    const content = file.open();
    if (Buffer.isBuffer(content)) yield* joiner.push(proved(file.entry, content));
    else for await (const piece of provedPieces(file.entry, content)) yield* joiner.push(piece);
    yield* joiner.push(Buffer.alloc(padded(file.entry.size) - file.entry.size));
  }
  yield* joiner.push(Buffer.alloc(2 * BLOCK));
  yield* joiner.flush();
}

function headersOf({ path, size }: FileEntry): Buffer {
  if (splitPath(path) !== undefined) return formatHeader({ path, size, type: '0' });
  const record = formatPaxRecord('path', path);
  return Buffer.concat([
    formatHeader({ path: 'PaxHeader', size: record.length, type: 'x' }),
    record,
    Buffer.alloc(padded(record.length) - record.length),
    // What a reader without pax would call it.
    formatHeader({ path: path.replace(/[^\u0020-\u007e]/g, '_').slice(-100), size, type: '0' }),
  ]);
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

function proved(entry: FileEntry, content: Buffer): Buffer {
  if (content.length === entry.size) return content;
  throw new ArchiveError('file-changed', { path: entry.path });
}

async function* provedPieces(entry: FileEntry, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of content) {
    size += piece.length;
    if (size > entry.size) break;
    hash.update(piece);
    yield piece;
  }
  if (size !== entry.size || hash.digest('hex') !== entry.sha256) {
    throw new ArchiveError('file-changed', { path: entry.path });
  }
}

interface Joiner {
  push(bytes: Buffer): Iterable<Buffer>;
  flush(): Iterable<Buffer>;
}

const JOINED = 256 * 1024;

function createJoiner(): Joiner {
  let joined = Buffer.allocUnsafe(JOINED);
  let used = 0;
  function* flush(): Generator<Buffer> {
    if (used === 0) return;
    yield joined.subarray(0, used);
    // A new one: the compressor may still read the old.
    joined = Buffer.allocUnsafe(JOINED);
    used = 0;
  }
  return {
    flush,
    *push(bytes) {
      if (used + bytes.length > JOINED) yield* flush();
      if (bytes.length > JOINED / 2) {
        yield* flush();
        yield bytes;
      } else {
        used += bytes.copy(joined, used);
      }
    },
  };
}
