import { ArchiveError } from './archive-error.ts';

/**
 * Formats one record of a pax extended header (POSIX.1-2017, pax, "pax Extended Header"):
 * `<length> <key>=<value>\n`, where length is decimal and counts the whole record, itself included.
 */
export function formatPaxRecord(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

/** Holds what a pax header says that matters. */
export interface PaxHeader {
  readonly path?: string;
  /** Bytes; harmless only when the next header says the same, which npm's tar writes without need. */
  readonly size?: number;
}

/** Metadata that we do not read. */
const HARMLESS =
  /^(?:mtime|atime|ctime|uid|gid|uname|gname|comment|LIBARCHIVE\.(?:creationtime|xattr\..+)|SCHILY\.(?:xattr\..+|acl\..+|fflags|dev|ino|nlink))$/;

/**
 * Reads a pax extended header. Keys that change what another reader would extract (`linkpath`, `hdrcharset`,
 * `GNU.sparse.*` …) are refused, and so is every key that is not known.
 * @throws ArchiveError `pax-invalid`, `pax-key`, `pax-duplicate`, `path-encoding`, `entry-sparse`
 */
export function parsePax(block: Uint8Array): PaxHeader {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  const seen = new Set<string>();
  let header: PaxHeader = {};
  for (let at = 0; at < bytes.length;) {
    const record = recordAt(bytes, at);
    assertKey(record.key, seen);
    if (record.key === 'path') header = { ...header, path: textOf(record.value) };
    if (record.key === 'size') header = { ...header, size: sizeOf(record.value) };
    at = record.end;
  }
  return header;
}

interface PaxRecord {
  readonly key: string;
  readonly value: Buffer;
  readonly end: number;
}

function recordAt(bytes: Buffer, at: number): PaxRecord {
  const digits = /^[1-9][0-9]{0,8} /.exec(bytes.toString('latin1', at, at + 10))?.[0];
  if (digits === undefined) throw new ArchiveError('pax-invalid');
  const end = at + Number(digits);
  const start = at + digits.length;
  const equals = bytes.indexOf('=', start);
  if (end > bytes.length || equals <= start || equals >= end || bytes[end - 1] !== 0x0a) {
    throw new ArchiveError('pax-invalid');
  }
  return { key: bytes.toString('latin1', start, equals), value: bytes.subarray(equals + 1, end - 1), end };
}

function assertKey(key: string, seen: Set<string>): void {
  if (seen.has(key)) throw new ArchiveError('pax-duplicate', { params: { key: key.slice(0, 100) } });
  seen.add(key);
  if (key.startsWith('GNU.sparse.')) throw new ArchiveError('entry-sparse');
  if (key !== 'path' && key !== 'size' && !HARMLESS.test(key))
    throw new ArchiveError('pax-key', { params: { key: key.slice(0, 100) } });
}

function sizeOf(value: Buffer): number {
  const digits = value.toString('latin1');
  if (!/^[0-9]{1,15}$/.test(digits)) throw new ArchiveError('pax-invalid');
  return Number(digits);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes a path of a tar header or a pax record.
 * @throws ArchiveError `path-encoding` when it is not UTF-8
 */
export function textOf(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch (cause) {
    throw new ArchiveError('path-encoding', { cause });
  }
}
