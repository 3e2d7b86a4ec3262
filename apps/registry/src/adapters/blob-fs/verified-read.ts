import { hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';

import { ProblemError } from '@national-forge/api';

import type { BlobHandle, ReadRange } from '../../ports.ts';
import { CHUNK, type ChunkedDigest } from './chunked-hash.ts';

/** Names stored bytes and what they must be. */
export interface VerifiedFile extends ChunkedDigest {
  readonly path: string;
  /** Called once when the bytes are found not to be the right ones. */
  readonly onDamage?: () => void;
}

/**
 * Opens stored bytes for reading. Each chunk is hashed before a byte of it is passed on, for a range too, every time:
 * a flipped bit ends the stream with `blob-damaged`, and no wrong byte ever leaves.
 */
export function openVerified(file: VerifiedFile): BlobHandle {
  return {
    digest: file.digest,
    size: file.size,
    read: (range = { start: 0, end: file.size }) =>
      Readable.from(readChunks(file, range), { objectMode: false, highWaterMark: CHUNK }),
  };
}

async function* readChunks(file: VerifiedFile, range: ReadRange): AsyncGenerator<Buffer, void> {
  const end = Math.min(range.end, file.size);
  if (range.start >= end) return;
  const handle = await openFile(file);
  try {
    for (let index = Math.floor(range.start / CHUNK); index * CHUNK < end; index += 1) {
      const chunk = await readChunk(handle, file, index);
      const offset = index * CHUNK;
      yield chunk.subarray(Math.max(0, range.start - offset), Math.min(chunk.length, end - offset));
    }
  } finally {
    await handle.close();
  }
}

async function openFile(file: VerifiedFile): Promise<FileHandle> {
  try {
    return await open(file.path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw damaged(file, error);
    throw error;
  }
}

async function readChunk(handle: FileHandle, file: VerifiedFile, index: number): Promise<Buffer> {
  const start = index * CHUNK;
  const bytes = Buffer.allocUnsafe(Math.min(CHUNK, file.size - start));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await readAt(handle, file, { bytes, filled, position: start + filled });
    if (bytesRead === 0) throw damaged(file);
    filled += bytesRead;
  }
  const expected = file.chunks.subarray(index * 32, index * 32 + 32);
  if (!hash('sha256', bytes, 'buffer').equals(expected)) throw damaged(file);
  return bytes;
}

async function readAt(
  handle: FileHandle,
  file: VerifiedFile,
  { bytes, filled, position }: { bytes: Buffer; filled: number; position: number },
): Promise<{ bytesRead: number }> {
  try {
    return await handle.read(bytes, filled, bytes.length - filled, position);
  } catch (error) {
    // A sector that cannot be read is damage too.
    if ((error as NodeJS.ErrnoException).code === 'EIO') throw damaged(file, error);
    throw error;
  }
}

function damaged(file: VerifiedFile, cause?: unknown): ProblemError {
  file.onDamage?.();
  return new ProblemError('blob-damaged', { digest: file.digest }, cause === undefined ? {} : { cause });
}
