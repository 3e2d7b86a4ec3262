import { ArchiveError } from './archive-error.ts';
import { textOf } from './pax.ts';

/** Bytes of a tar block: headers are one block, contents are padded to blocks. */
export const BLOCK = 512;

/** Holds what a header says that matters: who, how long, what. */
export interface TarHeader {
  /** The path as written, `prefix/name` joined for ustar. */
  readonly path: string;
  /** Bytes of content that follow. */
  readonly size: number;
  /** The type flag, one Latin-1 character; `'0'` also for the old NUL. */
  readonly type: string;
}

/**
 * Formats a ustar header (POSIX.1-2017, pax, "ustar Interchange Format") with fixed metadata:
 *
 * ```text
 *   0 name 100   100 mode 8 "0000644"   108 uid 8 "0000000"   116 gid 8 "0000000"   124 size 12, octal   136 mtime 12, 0
 * 148 checksum 8 156 type 1  157 link 100 257 "ustar\0" "00"  265 owner, group: empty 329 device 8+8 "0000000"  345 prefix 155
 * ```
 *
 * Numbers are zero-filled octal and end with NUL, the checksum is six digits, NUL, space. An empty field is NUL.
 * @throws RangeError when the path does not fit (see {@link splitPath}) or the size needs more than 11 octal digits
 */
export function formatHeader(header: TarHeader): Buffer {
  const names = splitPath(header.path);
  if (names === undefined || header.size > 0o77777777777) throw new RangeError('does not fit in a ustar header');
  const block = Buffer.alloc(BLOCK);
  block.write(names.name, 0, 'latin1');
  for (const [at, text] of FIXED) block.write(text, at, 'latin1');
  block.write(header.size.toString(8).padStart(11, '0'), 124, 'latin1');
  block.write(header.type, 156, 'latin1');
  block.write(names.prefix, 345, 'latin1');
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

const FIXED: readonly (readonly [number, string])[] = [
  [100, '0000644'],
  [108, '0000000'],
  [116, '0000000'],
  [136, '00000000000'],
  [257, 'ustar\u000000'],
  [329, '0000000'],
  [337, '0000000'],
];

/** Splits a path for the header, or tells by undefined that it needs a pax record: not ASCII, or no `/` at a fitting place. */
export function splitPath(path: string): { readonly name: string; readonly prefix: string } | undefined {
  if (!/^[\u0020-\u007e]+$/.test(path)) return undefined;
  if (path.length <= 100) return { name: path, prefix: '' };
  const at = path.indexOf('/', path.length - 101);
  if (at < 1 || at > 155) return undefined;
  return { name: path.slice(at + 1), prefix: path.slice(0, at) };
}

/**
 * Reads a header block that is not all zeros: ustar, or GNU's older dialect, whose block has no prefix.
 * @throws ArchiveError `header-checksum`, `header-magic`, `header-number` (not plain octal: base-256 hides negative and
 * huge sizes), `header-field` (bytes after a NUL), `path-encoding`
 */
export function parseHeader(block: Buffer): TarHeader {
  if (octal(block, 148, 8) !== checksum(block)) throw new ArchiveError('header-checksum');
  const magic = block.toString('latin1', 257, 265);
  const posix = magic === 'ustar\u000000';
  if (!posix && magic !== 'ustar  \0') throw new ArchiveError('header-magic');
  const name = field(block, 0, 100);
  const prefix = posix ? field(block, 345, 155) : '';
  const flag = block.toString('latin1', 156, 157);
  return {
    path: prefix === '' ? name : `${prefix}/${name}`,
    size: octal(block, 124, 12),
    type: flag === '\0' ? '0' : flag,
  };
}

/** Tells whether a header carries a link target, which no regular file or folder has. */
export function hasLinkTarget(block: Buffer): boolean {
  return block[157] !== 0;
}

/** Tells whether bytes are all zero. */
export function isZero(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte !== 0) return false;
  return true;
}

/** Sums the bytes of a header, its checksum field counted as spaces. */
function checksum(block: Buffer): number {
  let sum = 8 * 0x20;
  for (let at = 0; at < 148; at++) sum += block[at] ?? 0;
  for (let at = 156; at < BLOCK; at++) sum += block[at] ?? 0;
  return sum;
}

function octal(block: Buffer, at: number, length: number): number {
  const digits = /^ *([0-7]+)[ \0]+$/.exec(block.toString('latin1', at, at + length))?.[1];
  if (digits === undefined) throw new ArchiveError('header-number', { params: { offset: at } });
  return Number.parseInt(digits, 8);
}

function field(block: Buffer, at: number, length: number): string {
  const bytes = block.subarray(at, at + length);
  const end = bytes.indexOf(0);
  if (end === -1) return textOf(bytes);
  if (!isZero(bytes.subarray(end))) throw new ArchiveError('header-field', { params: { offset: at } });
  return textOf(bytes.subarray(0, end));
}
