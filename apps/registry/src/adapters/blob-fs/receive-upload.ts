import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

import { ProblemError } from '@national-forge/api';

import type { UploadRequest } from '../../ports.ts';
import type { BlobRows } from './blob-rows.ts';
import { createChunkedHash, type ChunkedDigest, type ChunkedHash } from './chunked-hash.ts';
import type { FileSystem, WritableFile } from './file-system.ts';

/** Is what receiving needs. */
export interface ReceiveParts {
  readonly files: FileSystem;
  readonly rows: BlobRows;
  readonly limits: { readonly blobBytes: number; readonly quotaBytes: number };
}

/** Is what lies in the file of an upload after a request. */
export interface Received {
  readonly size: number;
  /** Set when the body ended the blob. */
  readonly whole: ChunkedDigest | undefined;
}

/** Below this nothing is noted before the end: small uploads then cost one commit, not two. */
const UNNOTED = 1024 * 1024;

/**
 * Writes the body of a request into the file of its upload. What arrived stays there when the body breaks off or the
 * disk is full; the file is removed when the upload can never become the blob.
 *
 * @throws ProblemError `upload-offset-mismatch`, `body-too-large`, `quota-exceeded`
 */
export async function receiveUpload(parts: ReceiveParts, path: string, request: UploadRequest): Promise<Received> {
  const present = await sizeOf(path);
  if (request.offset !== 0 && request.offset !== present) {
    throw new ProblemError('upload-offset-mismatch', { expected: present, offered: request.offset });
  }
  const file = await openUpload(parts.files, path, request.offset);
  // A digest cannot be carried from one request to the next: what was there before is read again at the end.
  const hash = request.offset === 0 ? createChunkedHash() : undefined;
  try {
    const size = await writeBody(parts, { file, hash, request });
    if (!request.complete) return { size, whole: undefined };
    await file.sync();
    return { size, whole: hash ? hash.finish() : await hashFile(path) };
  } finally {
    await file.close();
  }
}

/** Gives the size of a file, 0 if there is none. */
export async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  return found?.size ?? 0;
}

async function openUpload(files: FileSystem, path: string, offset: number): Promise<WritableFile> {
  if (offset !== 0) return files.append(path);
  await files.remove(path);
  return files.create(path);
}

interface Target {
  readonly file: WritableFile;
  readonly hash: ChunkedHash | undefined;
  readonly request: UploadRequest;
}

async function writeBody(parts: ReceiveParts, { file, hash, request }: Target): Promise<number> {
  let size = request.offset;
  let reserved = Math.max(UNNOTED, request.offset);
  for await (const bytes of request.body as AsyncIterable<Buffer>) {
    size += bytes.length;
    if (size > parts.limits.blobBytes) throw new ProblemError('body-too-large', { limit: parts.limits.blobBytes });
    if (size > reserved) reserved = await reserve(parts, request, size);
    await file.write(bytes);
    hash?.update(bytes);
  }
  assertQuota(parts, request, size);
  return size;
}

/** Reserves ahead, doubling, so that a long upload costs few commits; only what is needed when the quota is short. */
async function reserve({ rows, limits }: ReceiveParts, request: UploadRequest, size: number): Promise<number> {
  const left = limits.quotaBytes - rows.usedQuota(request);
  const wanted = Math.max(size, Math.min(size * 2, size + 64 * UNNOTED, left, limits.blobBytes));
  await rows.reserve(request, wanted, limits.quotaBytes);
  return wanted;
}

function assertQuota({ rows, limits }: ReceiveParts, request: UploadRequest, size: number): void {
  const wanted = rows.usedQuota(request) + size;
  if (wanted > limits.quotaBytes) throw new ProblemError('quota-exceeded', { wanted, limit: limits.quotaBytes });
}

async function hashFile(path: string): Promise<ChunkedDigest> {
  const hash = createChunkedHash();
  for await (const bytes of createReadStream(path, { highWaterMark: 256 * 1024 })) hash.update(bytes as Buffer);
  return hash.finish();
}
