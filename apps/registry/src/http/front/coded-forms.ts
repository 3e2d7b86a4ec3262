import { promisify } from 'node:util';
import {
  brotliCompress,
  brotliCompressSync,
  constants,
  gzip,
  gzipSync,
  zstdCompress,
  zstdCompressSync,
} from 'node:zlib';

import type { Coding } from '../accept.ts';

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** Bytes below which a coding costs more than it saves: one packet either way. */
export const SMALLEST_CODED = 1024;
/** Bytes above which compressing would hold up other requests noticeably. */
const LARGEST_AT_ONCE = 64 * 1024;

/** Compresses a small body at once. */
export function encodeNow(body: Buffer, coding: Exclude<Coding, 'identity'>): Buffer {
  switch (coding) {
    case 'zstd':
      return zstdCompressSync(body);
    case 'br':
      return brotliCompressSync(body, BROTLI);
    case 'gzip':
      return gzipSync(body);
  }
}

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);
const zstdAsync = promisify(zstdCompress);

/** Compresses a body in the thread pool. */
export function encodeLater(body: Buffer, coding: Exclude<Coding, 'identity'>): Promise<Buffer> {
  switch (coding) {
    case 'zstd':
      return zstdAsync(body);
    case 'br':
      return brotliAsync(body, BROTLI);
    case 'gzip':
      return gzipAsync(body);
  }
}

/** Tells whether a body is small enough to be compressed at once. */
export const isSmall = (body: Buffer): boolean => body.length <= LARGEST_AT_ONCE;
