import { constants, createInflateRaw, createZstdDecompress } from 'node:zlib';
import type { InflateRaw, ZstdDecompress } from 'node:zlib';

import { ArchiveError } from './archive-error.ts';
import { createGzipFrame } from './gzip-frame.ts';
import type { ArchiveLimits } from './limits.ts';
import { readSource } from './source-reader.ts';
import type { SourceReader } from './source-reader.ts';
import { createZstdFrameCheck, ZSTD_WINDOW_LOG } from './zstd-frame.ts';

/** Names the compression of an archive. */
export type Compression = 'zstd' | 'gzip';

/** Counts what a decompression has cost so far, and says what it met. */
export interface Progress {
  compression: Compression | undefined;
  archiveBytes: number;
  unpackedBytes: number;
}

/** Says how far a decompression may go. */
export interface DecompressOptions {
  readonly limits: ArchiveLimits;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Decompresses a stream whose format its first bytes tell, counting while it goes, so that a bomb dies after a few
 * hundred kilobytes. Pulls: nothing is read before the consumer asks.
 * @throws ArchiveError `archive-…`, `unpacked-too-large`, `ratio-too-high`; errors of the source and of the signal as they are
 */
export async function* decompress(
  source: AsyncIterable<Uint8Array>,
  options: DecompressOptions,
): AsyncGenerator<Buffer, void> {
  options.signal?.throwIfAborted();
  const reader = readSource(source, options.signal);
  try {
    const chunks = counted(reader, options);
    const first = await magic(chunks);
    const decoder = decoderFor(first);
    options.progress.compression = decoder.compression;
    yield* run(decoder, resume(first, chunks), options);
  } finally {
    reader.close();
  }
}

interface Decoder {
  readonly compression: Compression;
  readonly engine: InflateRaw | ZstdDecompress;
  /** Looks at compressed bytes and returns what the engine shall get. */
  before(chunk: Buffer): Buffer;
  after(bytes: Buffer): void;
  finish(): void;
}

const OUTPUT_BYTES = 128 * 1024;

function decoderFor(first: Buffer): Decoder {
  if (first.length >= 4 && first.readUInt32LE(0) === 0xfd2fb528) return zstdDecoder();
  if (first.length >= 2 && first.readUInt16BE(0) === 0x1f8b) return gzipDecoder();
  throw new ArchiveError('archive-format');
}

function zstdDecoder(): Decoder {
  const frame = createZstdFrameCheck();
  const params = { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG };
  return {
    compression: 'zstd',
    engine: createZstdDecompress({ chunkSize: OUTPUT_BYTES, params }),
    before: (chunk) => {
      frame.read(chunk);
      return chunk;
    },
    after: () => undefined,
    finish: () => frame.finish(),
  };
}

function gzipDecoder(): Decoder {
  const frame = createGzipFrame();
  const engine = createInflateRaw({ chunkSize: OUTPUT_BYTES });
  return {
    compression: 'gzip',
    engine,
    before: (chunk) => frame.strip(chunk),
    after: (bytes) => frame.count(bytes),
    finish: () => frame.finish(engine.bytesWritten),
  };
}

async function* counted(reader: SourceReader, { limits, progress }: DecompressOptions): AsyncGenerator<Buffer, void> {
  for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) {
    progress.archiveBytes += chunk.length;
    if (progress.archiveBytes > limits.archiveBytes) {
      throw new ArchiveError('archive-too-large', { params: { limit: limits.archiveBytes } });
    }
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}

/** Collects the four bytes that tell the format, or all bytes of a shorter stream. */
async function magic(chunks: AsyncGenerator<Buffer, void>): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0);
  while (first.length < 4) {
    const next = await chunks.next();
    if (next.done === true) break;
    first = Buffer.concat([first, next.value]);
  }
  return first;
}

async function* resume(first: Buffer, chunks: AsyncGenerator<Buffer, void>): AsyncGenerator<Buffer, void> {
  yield first;
  yield* chunks;
}

async function* run(
  decoder: Decoder,
  chunks: AsyncGenerator<Buffer, void>,
  options: DecompressOptions,
): AsyncGenerator<Buffer, void> {
  const { engine } = decoder;
  const left = new AbortController();
  const fed = feed(decoder, chunks, left.signal);
  // Its errors come through the loop or through `fed`; without a listener one that comes later would end the process.
  engine.on('error', () => undefined);
  fed.catch((error: unknown) => engine.destroy(error as Error));
  try {
    for await (const bytes of engine as AsyncIterable<Buffer>) {
      options.signal?.throwIfAborted();
      countOut(bytes.length, options);
      decoder.after(bytes);
      yield bytes;
    }
    await fed;
    decoder.finish();
  } catch (error) {
    throw fromEngine(error);
  } finally {
    left.abort();
    engine.destroy();
  }
}

/**
 * Writes to the engine at the speed at which it is read. Goes on reading after the engine has seen its end, because what
 * follows there must be looked at; ends quietly when the consumer has left.
 */
async function feed(decoder: Decoder, chunks: AsyncGenerator<Buffer, void>, left: AbortSignal): Promise<void> {
  const { engine } = decoder;
  for await (const chunk of chunks) {
    const bytes = decoder.before(chunk);
    if (engine.destroyed || bytes.length === 0) continue;
    if (!engine.write(bytes)) await drained(engine, left);
  }
  if (!engine.destroyed) engine.end();
}

/** Waits until the engine wants more, has closed by itself, or nobody reads it any more. */
function drained(engine: InflateRaw | ZstdDecompress, left: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      engine.off('drain', done).off('close', done);
      left.removeEventListener('abort', done);
      resolve();
    };
    engine.on('drain', done).on('close', done);
    left.addEventListener('abort', done, { once: true });
    if (engine.destroyed || left.aborted) done();
  });
}

function countOut(bytes: number, { limits, progress }: DecompressOptions): void {
  progress.unpackedBytes += bytes;
  const out = progress.unpackedBytes;
  if (out > limits.unpackedBytes) {
    throw new ArchiveError('unpacked-too-large', { params: { limit: limits.unpackedBytes } });
  }
  if (out > limits.ratioFloorBytes && out > limits.ratio * progress.archiveBytes) {
    throw new ArchiveError('ratio-too-high', { params: { limit: limits.ratio } });
  }
}

/** Translates what the decoder says about damaged data; all else passes as it is. */
function fromEngine(error: unknown): unknown {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  if (typeof code !== 'string') return error;
  if (code === 'Z_BUF_ERROR') return new ArchiveError('archive-truncated', { cause: error });
  if (/^(?:Z_|ZSTD_)/.test(code)) return new ArchiveError('archive-corrupt', { cause: error });
  return error;
}
