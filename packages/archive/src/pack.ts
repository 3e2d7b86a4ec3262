import { createHash, hash } from 'node:crypto';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { constants, createGzip, createZstdCompress } from 'node:zlib';
import type { Gzip, ZstdCompress } from 'node:zlib';

import { ArchiveError } from './archive-error.ts';
import type { Compression } from './decompress.ts';
import { releaseDigest } from './digest.ts';
import type { Digest, FileEntry } from './digest.ts';
import { listFolder } from './folder-files.ts';
import type { FolderFile } from './folder-files.ts';
import type { LeftOut } from './left-out.ts';
import { withDefaults } from './limits.ts';
import type { ArchiveLimits } from './limits.ts';
import { readPieces, readSmall } from './read-file.ts';
import { tarSize, writeTar } from './tar-writer.ts';
import type { TarFile } from './tar-writer.ts';

/** Says how a folder is packed. */
export interface PackOptions {
  /** Replaces single default limits, so that a publisher hears here what a registry would refuse. */
  readonly limits?: Partial<ArchiveLimits> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Holds a packed folder: what is in it, and streams of it. */
export interface Packed {
  /** Sorted by the UTF-8 bytes of the path. */
  readonly files: readonly FileEntry[];
  readonly releaseDigest: Digest;
  /** What the folder holds beside them, with reasons. */
  readonly leftOut: readonly LeftOut[];
  /**
   * Opens the archive as a stream, any number of times. It fails with ArchiveError `file-changed` when a file is no longer
   * what was hashed; what was streamed until then proves nothing.
   */
  open(compression: Compression): Readable;
}

/** Bytes of small files that stay in memory between hashing and streaming, to be read once only. */
const MEMORY = 16 * 1024 * 1024;
/** Bytes and files after which the event loop gets a turn. */
const TURN = { bytes: 4 * 1024 * 1024, files: 64 };

/**
 * Packs a folder: lists, proves and hashes its files. The release digest is the same on every machine and day.
 *
 * @example
 * const packed = await pack('rules/income-tax');
 * await pipeline(packed.open('zstd'), createWriteStream('income-tax.tar.zst'));
 * @throws ArchiveError for links, special files, names that some platform cannot store, and broken limits
 */
export async function pack(folder: string, options: PackOptions = {}): Promise<Packed> {
  const limits = withDefaults(options.limits);
  const listing = listFolder(resolve(folder), limits);
  if (listing.files.length === 0) throw new ArchiveError('archive-empty');
  const files = await hashFiles(listing.files, limits, options.signal);
  const entries = files.map(({ entry }) => entry);
  const bytes = tarSize(entries);
  if (bytes > limits.unpackedBytes) {
    throw new ArchiveError('unpacked-too-large', { params: { limit: limits.unpackedBytes } });
  }
  return {
    files: entries,
    releaseDigest: releaseDigest(entries),
    leftOut: listing.leftOut,
    open: (compression) => openArchive(files, bytes, { compression, signal: options.signal }),
  };
}

async function hashFiles(
  files: readonly FolderFile[],
  limits: ArchiveLimits,
  signal: AbortSignal | undefined,
): Promise<readonly TarFile[]> {
  const hashed: TarFile[] = [];
  let memory = MEMORY;
  let turn = 0;
  for (const file of files) {
    signal?.throwIfAborted();
    const small = readSmall(file);
    const result =
      small === undefined ? await hashPieces(file, limits) : hashSmall(file, small, small.length <= memory);
    if (small !== undefined && small.length <= memory) memory -= small.length;
    assertFileSize(result.entry, limits);
    hashed.push(result);
    turn += TURN.bytes / TURN.files + (small?.length ?? 0);
    if (turn >= TURN.bytes) turn = await setImmediate(0);
  }
  return hashed;
}

function hashSmall(file: FolderFile, content: Buffer, keep: boolean): TarFile {
  const entry = { path: file.path, size: content.length, sha256: hash('sha256', content, 'hex') };
  return { entry, open: () => (keep ? content : readPieces(file)) };
}

async function hashPieces(file: FolderFile, limits: ArchiveLimits): Promise<TarFile> {
  const sha256 = createHash('sha256');
  let size = 0;
  for await (const piece of readPieces(file)) {
    size += piece.length;
    if (size > limits.fileBytes) break;
    sha256.update(piece);
  }
  return { entry: { path: file.path, size, sha256: sha256.digest('hex') }, open: () => readPieces(file) };
}

function assertFileSize({ path, size }: FileEntry, { fileBytes }: ArchiveLimits): void {
  if (size > fileBytes) throw new ArchiveError('file-too-large', { path, params: { size, limit: fileBytes } });
}

interface OpenOptions {
  readonly compression: Compression;
  readonly signal: AbortSignal | undefined;
}

function openArchive(files: readonly TarFile[], bytes: number, { compression, signal }: OpenOptions): Readable {
  const tar = Readable.from(writeTar(files), { objectMode: false, highWaterMark: 512 * 1024 });
  const compressor = compressorFor(compression, bytes);
  // Errors reach the reader through the compressor, which pipeline destroys with them.
  pipeline(tar, compressor, { ...(signal && { signal }) }).catch(() => undefined);
  return compressor;
}

const OUTPUT_BYTES = 128 * 1024;

function compressorFor(compression: Compression, bytes: number): Gzip | ZstdCompress {
  if (compression === 'gzip') return createGzip({ chunkSize: OUTPUT_BYTES });
  const params = { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 };
  return createZstdCompress({ chunkSize: OUTPUT_BYTES, pledgedSrcSize: bytes, params });
}
