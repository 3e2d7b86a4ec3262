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
  if (head.length < FIXED_BYTES) return undefined;
  const flags = head[3] ?? 0;
  if (head[2] !== DEFLATE || (flags & RESERVED) !== 0) throw new ArchiveError('archive-corrupt');
  const end = afterOptional(head, flags);
  if (end <= head.length) return end;
  if (head.length > HEADER_BYTES) throw new ArchiveError('archive-corrupt');
  return undefined;
}

const FIXED_BYTES = 10;
const DEFLATE = 8;
const RESERVED = 0xe0;

/** Passes the optional fields; gives infinity while one of them is not complete. */
function afterOptional(head: Buffer, flags: number): number {
  let at = FIXED_BYTES;
  if ((flags & 4) !== 0) at = head.length < at + 2 ? Infinity : at + 2 + head.readUInt16LE(at);
  if ((flags & 8) !== 0) at = afterNul(head, at);
  if ((flags & 16) !== 0) at = afterNul(head, at);
  return (flags & 2) !== 0 ? at + 2 : at;
}

function afterNul(head: Buffer, from: number): number {
  const nul = from < head.length ? head.indexOf(0, from) : -1;
  return nul === -1 ? Infinity : nul + 1;
}
