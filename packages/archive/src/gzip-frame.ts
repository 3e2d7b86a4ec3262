import { crc32 } from 'node:zlib';

import { ArchiveError } from './archive-error.ts';

/** Reads the frame of a gzip stream around a raw deflate decoder. */
export interface GzipFrame {
  /** Takes compressed bytes and returns those that belong to the deflate decoder (trailer included: only it knows the end). */
  strip(chunk: Buffer): Buffer;
  /** Takes decompressed bytes for the checksum. */
  count(bytes: Buffer): void;
  /**
   * Checks the end, given how many bytes the decoder used.
   * @throws ArchiveError `archive-truncated`, `archive-trailing`, `archive-corrupt`
   */
  finish(deflateBytes: number): void;
}

const TRAILER = 8;
const HEADER_BYTES = 4096;

/**
 * Checks that a stream is exactly one gzip member (RFC 1952 §2.3): `1F 8B 08 flags mtime(4) xfl os [extra] [name] [comment]
 * [crc16]`, deflate, `crc32(4) size(4)`. Node's gunzip runs silently into further members and ignores garbage after them.
 */
export function createGzipFrame(): GzipFrame {
  let head: Buffer | undefined = Buffer.alloc(0);
  let tail: Buffer = Buffer.alloc(0);
  let fed = 0;
  let crc = 0;
  let size = 0;
  return {
    strip: (chunk) => {
      let rest = chunk;
      if (head !== undefined) {
        head = Buffer.concat([head, chunk]);
        const end = headerEnd(head);
        if (end === undefined) return Buffer.alloc(0);
        rest = head.subarray(end);
        head = undefined;
      }
      fed += rest.length;
      tail = Buffer.concat([tail, rest.subarray(-TRAILER)]).subarray(-TRAILER);
      return rest;
    },
    count: (bytes) => {
      crc = crc32(bytes, crc);
      size = (size + bytes.length) % 2 ** 32;
    },
    finish: (deflateBytes) => {
      const after = fed - deflateBytes;
      if (head !== undefined || after < TRAILER) throw new ArchiveError('archive-truncated');
      if (after > TRAILER) throw new ArchiveError('archive-trailing');
      if (tail.readUInt32LE(0) !== crc || tail.readUInt32LE(4) !== size) throw new ArchiveError('archive-corrupt');
    },
  };
}

/** Finds where the deflate stream begins, or undefined while the header is not complete. */
function headerEnd(head: Buffer): number | undefined {
  const flags = head[3];
  if (flags === undefined || head.length < 10) return undefined;
  if (head[2] !== 8 || (flags & 0xe0) !== 0) throw new ArchiveError('archive-corrupt');
  let at: number | undefined = 10;
  if ((flags & 4) !== 0) at = head.length < 12 ? undefined : 12 + head.readUInt16LE(10);
  for (const flag of [8, 16]) if ((flags & flag) !== 0) at = afterNul(head, at);
  if ((flags & 2) !== 0 && at !== undefined) at += 2;
  if (at !== undefined && at <= head.length) return at;
  if (head.length > HEADER_BYTES) throw new ArchiveError('archive-corrupt');
  return undefined;
}

function afterNul(head: Buffer, from: number | undefined): number | undefined {
  if (from === undefined || from > head.length) return undefined;
  const nul = head.indexOf(0, from);
  return nul === -1 ? undefined : nul + 1;
}
