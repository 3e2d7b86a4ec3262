import { gzipSync, zstdCompressSync } from 'node:zlib';

/**
 * Describes a tar header field by field, so that an attack can lie in any of them. Written apart from `tar-header.ts`: a
 * mistake there must not hide itself in its own tests.
 */
export interface RawHeader {
  readonly name?: string | Buffer;
  readonly content?: string | Buffer;
  readonly type?: string;
  readonly link?: string;
  /** The twelve bytes of the size field; made from the content unless given. */
  readonly size?: string | Buffer;
  readonly magic?: string;
  readonly prefix?: string;
  /** Changes the finished block; with `resum` false the checksum stays that of the honest block. */
  readonly patch?: (block: Buffer) => void;
  readonly resum?: boolean;
  /** Bytes to fill up the last block, zeros unless given. */
  readonly padding?: number;
}

/** Names the magic of GNU's dialect. */
export const GNU = 'ustar  \0';

/** Makes one entry: header, content, padding. */
export function rawEntry(header: RawHeader): Buffer {
  const content = Buffer.from(header.content ?? '');
  const block = Buffer.alloc(512);
  put(block, header.name ?? 'file.txt', 0);
  put(block, '0000644\0' + '0000000\0' + '0000000\0', 100);
  put(block, header.size ?? `${content.length.toString(8).padStart(11, '0')}\0`, 124);
  put(block, '00000000000\0', 136);
  put(block, header.type ?? '0', 156);
  put(block, header.link ?? '', 157);
  put(block, header.magic ?? 'ustar\u000000', 257);
  put(block, header.prefix ?? '', 345);
  sum(block);
  header.patch?.(block);
  if (header.resum !== false) sum(block);
  const fill = Buffer.alloc((512 - (content.length % 512)) % 512, header.padding ?? 0);
  return Buffer.concat([block, content, fill]);
}

/** Makes a pax extended header of records, their lengths right. */
export function rawPax(records: Readonly<Record<string, string>> | Buffer | string, type = 'x'): Buffer {
  if (Buffer.isBuffer(records) || typeof records === 'string') return rawEntry({ name: 'pax', type, content: records });
  return rawEntry({
    name: 'pax',
    type,
    content: Object.entries(records)
      .map(([k, v]) => paxRecord(k, v))
      .join(''),
  });
}

/** Makes one pax record. */
export function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  const length =
    [1, 2, 3, 4, 5, 6].map((digits) => rest + digits).find((all, at) => String(all).length === at + 1) ?? 0;
  return `${length} ${key}=${value}\n`;
}

/** Ends entries as tar does. */
export function rawTar(...entries: readonly Buffer[]): Buffer {
  return Buffer.concat([...entries, Buffer.alloc(1024)]);
}

/** Compresses for tests with whatever the library makes of it. */
export function gzip(tar: Buffer): Buffer {
  return gzipSync(tar, { level: 9 });
}

/** Compresses for tests with whatever the library makes of it. */
export function zstd(tar: Buffer): Buffer {
  return zstdCompressSync(tar);
}

/** Cuts bytes into a source of pieces. */
// eslint-disable-next-line @typescript-eslint/require-await -- a source is asynchronous by its type
export async function* sourceOf(bytes: Uint8Array, piece = 64 * 1024): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

function put(block: Buffer, value: string | Buffer, at: number): void {
  block.set(Buffer.from(value), at);
}

function sum(block: Buffer): void {
  block.fill(0x20, 148, 156);
  const total = block.reduce((all, byte) => all + byte, 0);
  block.write(`${total.toString(8).padStart(6, '0')}\0 `, 148);
}
