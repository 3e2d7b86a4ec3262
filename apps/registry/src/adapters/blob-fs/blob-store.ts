import { dirname } from 'node:path';

import { ProblemError } from '@national-forge/api';

import type { BlobHandle, Blobs, Clock, UploadProgress, UploadRequest } from '../../ports.ts';
import type { BlobRow, BlobRows, UploadKey } from './blob-rows.ts';
import type { ChunkedDigest } from './chunked-hash.ts';
import { collectBlobs } from './collect-blobs.ts';
import type { FileSystem } from './file-system.ts';
import { blobFile, shardOf, uploadStem, type BlobLayout } from './layout.ts';
import { receiveUpload, sizeOf } from './receive-upload.ts';
import { asStorageProblem } from './storage-problem.ts';
import { createUploadLocks, type UploadLocks } from './upload-lock.ts';
import { openVerified } from './verified-read.ts';

/** Describes a store of blobs. */
export interface BlobStoreOptions {
  readonly layout: BlobLayout;
  readonly files: FileSystem;
  readonly rows: BlobRows;
  readonly clock: Clock;
  readonly limits: {
    /** Bytes of one blob at most. */
    readonly blobBytes: number;
    /** Bytes of unpublished uploads of one token at most. */
    readonly quotaBytes: number;
  };
}

/** How old the last use of a blob may be before it is noted again; far below the day after which blobs are collected. */
const TOUCH_EVERY = 60 * 60 * 1000;

/** Makes the store of blobs of a data folder. */
export function createBlobStore(options: BlobStoreOptions): Blobs {
  const { rows, layout } = options;
  const locks = createUploadLocks(options.files);
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- a port is asynchronous at its face
    async findPublished(digest) {
      const row = rows.find(digest);
      return row?.published === true ? handleOf(layout, row) : undefined;
    },
    findStored: (digest) => findStored(options, digest),
    progress: (digest, tokenId) => progressOf(options, { digest, tokenId }),
    write: (request) =>
      write(options, locks, request).catch((error: unknown) => {
        throw asStorageProblem(error);
      }),
    collect: (before) => collectBlobs({ ...options, locks }, before),
  };
}

function handleOf(layout: BlobLayout, row: BlobRow): BlobHandle {
  return openVerified({ path: blobFile(layout, row.digest), digest: row.digest, size: row.size, chunks: row.chunks });
}

async function findStored({ rows, layout, clock }: BlobStoreOptions, digest: string): Promise<BlobHandle | undefined> {
  const row = rows.find(digest);
  if (row === undefined) return undefined;
  if (!row.published && (await sizeOf(blobFile(layout, digest))) !== row.size) return undefined;
  if (!row.published && clock.now().getTime() - row.touchedAt > TOUCH_EVERY) {
    // Only the answer to "when was it used" is lost when this fails; reading goes on with a full disk.
    await rows.touch(digest).catch(() => undefined);
  }
  return handleOf(layout, row);
}

async function progressOf(options: BlobStoreOptions, upload: UploadKey): Promise<UploadProgress | undefined> {
  const { layout } = options;
  // A row whose file is gone is no upload: its owner is to send it again.
  const own = await findOwn(options, upload);
  if (own !== undefined) return { offset: own.size, complete: true, existed: true };
  const offset = await sizeOf(`${uploadStem(layout, upload)}.part`);
  return offset === 0 ? undefined : { offset, complete: false, existed: false };
}

async function write(options: BlobStoreOptions, locks: UploadLocks, request: UploadRequest): Promise<UploadProgress> {
  const stem = uploadStem(options.layout, request);
  return locks.hold(stem, request.digest, async () => {
    // The body stays unread: who already has the bytes need not send them.
    const stored = await findOwn(options, request);
    if (stored !== undefined) return { offset: stored.size, complete: true, existed: true };
    const part = `${stem}.part`;
    const { size, whole } = await receiveUpload(options, part, request).catch((error: unknown) =>
      giveUp(options, { part, request }, error),
    );
    if (whole === undefined) {
      await options.rows.reserve(request, size, options.limits.quotaBytes);
      return { offset: size, complete: false, existed: false };
    }
    await finish(options, { part, request }, whole);
    return { offset: size, complete: true, existed: false };
  });
}

/** Finds a blob that is published, or that this token uploaded, if its file is there: a missing one may be healed. */
async function findOwn({ rows, layout }: BlobStoreOptions, request: UploadKey): Promise<BlobRow | undefined> {
  const row = rows.find(request.digest);
  if (row === undefined || !(row.published || rows.hasComplete(request))) return undefined;
  return (await sizeOf(blobFile(layout, row.digest))) === row.size ? row : undefined;
}

interface Unfinished {
  readonly part: string;
  readonly request: UploadRequest;
}

/** What breaks off may go on later, and counts until then; what is too large or over the quota never becomes a blob. */
async function giveUp(options: BlobStoreOptions, { part, request }: Unfinished, error: unknown): Promise<never> {
  const code = error instanceof ProblemError ? error.code : undefined;
  if (code === 'body-too-large' || code === 'quota-exceeded') await discard(options, { part, request });
  else if (code === undefined) await noteKept(options, { part, request });
  throw error;
}

async function noteKept({ rows }: BlobStoreOptions, { part, request }: Unfinished): Promise<void> {
  // With a full disk this fails too: the caller learns of that from the error that brought us here.
  await rows.reserve(request, await sizeOf(part), Infinity).catch(() => undefined);
}

async function discard({ files, rows }: BlobStoreOptions, { part, request }: Unfinished): Promise<void> {
  await files.remove(part);
  await rows.forget(request);
}

/** Puts a complete upload in its place: fsynced before, then rename, fsync of the folder, then the row. */
async function finish(options: BlobStoreOptions, upload: Unfinished, whole: ChunkedDigest): Promise<void> {
  const { files, layout, rows, limits } = options;
  const { part, request } = upload;
  if (whole.digest !== request.digest) {
    await discard(options, upload);
    throw new ProblemError('digest-mismatch', { expected: request.digest, actual: whole.digest });
  }
  const shard = shardOf(layout, request.digest);
  if (await files.makeFolder(shard)) await files.syncFolder(dirname(shard));
  await files.rename(part, blobFile(layout, request.digest));
  await files.syncFolder(shard);
  await rows.store(request, { size: whole.size, chunks: whole.chunks }, limits.quotaBytes);
}
