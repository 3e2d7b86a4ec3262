import { crc32, deflateRawSync } from 'node:zlib';

import type { Attack } from './attack.ts';
import { rawEntry, rawTar } from './raw-tar.ts';

const TAR = rawTar(rawEntry({ name: 'file.txt', content: 'x' }));
const RIDE = 'bytes ride along that no digest covers';
const DAMAGE = 'damage passes';

/** Wraps a tar in one gzip member of stored blocks, the same bytes with every library. */
function stored(
  tar: Buffer,
  parts: { flags?: number; method?: number; after?: Buffer; crc?: number; size?: number } = {},
): Buffer {
  const header = Buffer.from([0x1f, 0x8b, parts.method ?? 8, parts.flags ?? 0, 0, 0, 0, 0, 0, 255]);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(parts.crc ?? crc32(tar), 0);
  trailer.writeUInt32LE(parts.size ?? tar.length, 4);
  return Buffer.concat([header, parts.after ?? Buffer.alloc(0), deflateStored(tar), trailer]);
}

function deflateStored(bytes: Buffer): Buffer {
  return deflateRawSync(bytes, { level: 0 });
}

type Block = readonly [type: number, size: number, content: Buffer];

/** Makes a zstd frame block by block (RFC 8878 §3.1.1): a descriptor, what follows it, blocks. */
function frame(header: readonly number[], blocks: readonly Block[]): Buffer {
  const parts = blocks.map(([type, size, content], at) => {
    const head = Buffer.alloc(3);
    head.writeUIntLE((size << 3) | (type << 1) | (at === blocks.length - 1 ? 1 : 0), 0, 3);
    return Buffer.concat([head, content]);
  });
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, ...header]), ...parts]);
}

/** The window of one block, 128 KiB, without content size and checksum. */
const PLAIN = [0x00, 0x38];
const RAW: Block = [0, TAR.length, TAR];
const ZSTD = frame(PLAIN, [RAW]);
const SKIPPABLE = Buffer.from('502a4d180300000078797a', 'hex');
const GZIP = stored(TAR);

function gzip(name: string, code: Attack['code'], made: { hope: string; bytes: Buffer }): Attack {
  return { name: `gzip-${name}`, code, extension: 'tar.gz', ...made };
}

function zstd(name: string, code: Attack['code'], made: { hope: string; bytes: Buffer }): Attack {
  return { name: `zstd-${name}`, code, extension: 'tar.zst', ...made };
}

/** A file of zeros as run-length blocks: four bytes for 128 KiB. */
function zeros(blocks: number): Buffer {
  const size = blocks * 131_072;
  const header = rawEntry({ name: 'zeros', size: `${size.toString(8).padStart(11, '0')}\0` });
  const run: Block = [1, 131_072, Buffer.alloc(1)];
  return frame(PLAIN, [[0, 512, header], ...Array.from({ length: blocks }, () => run), [1, 1024, Buffer.alloc(1)]]);
}

const MANY = rawTar(...Array.from({ length: 101 }, (_, at) => rawEntry({ name: `f${at}` })));
const FOLDERS = rawTar(...Array.from({ length: 11 }, (_, at) => rawEntry({ name: `${at}/a/b/c/d/e/f/g/h/i/j` })));
const LARGE = rawTar(rawEntry({ name: 'a', content: Buffer.alloc(2000, 'a') }), rawEntry({ name: 'b', content: 'b' }));

/** Lists the attacks that lie in the compression, and the bombs. */
export const COMPRESSION_ATTACKS: readonly Attack[] = [
  { name: 'format-none', code: 'archive-format', hope: 'no bound on what is read', extension: 'tar', bytes: TAR },
  {
    name: 'format-nothing',
    code: 'archive-format',
    hope: 'a release of nothing',
    extension: 'tar.zst',
    bytes: Buffer.alloc(0),
  },
  { name: 'format-short', code: 'archive-format', hope: 'a crash', extension: 'tar.zst', bytes: ZSTD.subarray(0, 3) },
  {
    name: 'format-zip',
    code: 'archive-format',
    hope: 'another parser',
    extension: 'tar.gz',
    bytes: Buffer.from('PK\u0003\u0004zip'),
  },
  gzip('cut', 'archive-truncated', { hope: DAMAGE, bytes: GZIP.subarray(0, 700) }),
  gzip('cut-in-header', 'archive-truncated', { hope: DAMAGE, bytes: GZIP.subarray(0, 6) }),
  gzip('cut-in-trailer', 'archive-truncated', { hope: DAMAGE, bytes: GZIP.subarray(0, -3) }),
  gzip('checksum', 'archive-corrupt', { hope: DAMAGE, bytes: stored(TAR, { crc: 1 }) }),
  gzip('length', 'archive-corrupt', { hope: DAMAGE, bytes: stored(TAR, { size: 1 }) }),
  gzip('two-members', 'archive-trailing', { hope: RIDE, bytes: Buffer.concat([GZIP, GZIP]) }),
  gzip('trailing', 'archive-trailing', { hope: RIDE, bytes: Buffer.concat([GZIP, Buffer.from('evil')]) }),
  gzip('trailing-zeros', 'archive-trailing', { hope: RIDE, bytes: Buffer.concat([GZIP, Buffer.alloc(9)]) }),
  gzip('method', 'archive-corrupt', { hope: 'another decoder', bytes: stored(TAR, { method: 7 }) }),
  gzip('reserved-flag', 'archive-corrupt', { hope: 'another decoder', bytes: stored(TAR, { flags: 0x20 }) }),
  gzip('endless-name', 'archive-corrupt', {
    hope: 'memory',
    bytes: stored(TAR, { flags: 8, after: Buffer.alloc(5000, 'a') }).subarray(0, 5000),
  }),
  gzip('block-type', 'archive-corrupt', {
    hope: 'a crash',
    bytes: Buffer.concat([GZIP.subarray(0, 10), Buffer.from([0x07]), GZIP.subarray(11)]),
  }),
  zstd('cut', 'archive-truncated', { hope: DAMAGE, bytes: ZSTD.subarray(0, 700) }),
  zstd('cut-in-header', 'archive-truncated', { hope: DAMAGE, bytes: ZSTD.subarray(0, 5) }),
  zstd('cut-before-last-block', 'archive-truncated', {
    hope: DAMAGE,
    bytes: frame(PLAIN, [RAW, [0, 0, Buffer.alloc(0)]]).subarray(0, -3),
  }),
  zstd('cut-in-checksum', 'archive-truncated', {
    hope: DAMAGE,
    bytes: Buffer.concat([frame([0x04, 0x38], [RAW]), Buffer.alloc(2)]),
  }),
  zstd('checksum', 'archive-corrupt', {
    hope: DAMAGE,
    bytes: Buffer.concat([frame([0x04, 0x38], [RAW]), Buffer.alloc(4)]),
  }),
  zstd('two-frames', 'archive-trailing', { hope: RIDE, bytes: Buffer.concat([ZSTD, ZSTD]) }),
  zstd('trailing', 'archive-trailing', { hope: RIDE, bytes: Buffer.concat([ZSTD, Buffer.from('evil')]) }),
  zstd('skippable-after', 'archive-trailing', { hope: RIDE, bytes: Buffer.concat([ZSTD, SKIPPABLE]) }),
  zstd('skippable-before', 'archive-format', { hope: RIDE, bytes: Buffer.concat([SKIPPABLE, ZSTD]) }),
  zstd('dictionary', 'archive-corrupt', {
    hope: 'another content for each reader',
    bytes: frame([0x01, 0x38, 0x07], [RAW]),
  }),
  zstd('reserved-bit', 'archive-corrupt', { hope: 'another decoder', bytes: frame([0x08, 0x38], [RAW]) }),
  zstd('reserved-block', 'archive-corrupt', { hope: 'a crash', bytes: frame(PLAIN, [[3, TAR.length, TAR]]) }),
  zstd('content-size', 'archive-corrupt', {
    hope: 'a buffer too small for the content',
    bytes: frame([0x60, 0x01, 0x00], [RAW]),
  }),
  zstd('window-gigabytes', 'archive-window', { hope: 'memory', bytes: frame([0x00, 0xff], [RAW]) }),
  zstd('window-just-too-large', 'archive-window', { hope: 'memory', bytes: frame([0x00, 0x69], [RAW]) }),
  zstd('window-single-segment', 'archive-window', {
    hope: 'memory',
    bytes: frame([0xa0, 0xff, 0xff, 0xff, 0x7f], [RAW]),
  }),
  zstd('bomb-ratio', 'ratio-too-high', { hope: 'a full disk', bytes: zeros(512) }),
  zstd('bomb-file', 'file-too-large', { hope: 'a full disk', bytes: zeros(16_385) }),
  {
    name: 'gzip-bomb-ratio',
    code: 'ratio-too-high',
    hope: 'a full disk',
    tar: rawTar(rawEntry({ content: Buffer.alloc(20_000_000) })),
  },
  { name: 'bomb-count', code: 'too-many-entries', hope: 'no more inodes', tar: MANY, limits: { entries: 100 } },
  {
    name: 'bomb-count-by-folders',
    code: 'too-many-entries',
    hope: 'no more inodes',
    tar: FOLDERS,
    limits: { entries: 100 },
  },
  {
    name: 'bomb-unpacked',
    code: 'unpacked-too-large',
    hope: 'a full disk',
    tar: LARGE,
    limits: { unpackedBytes: 3000 },
  },
  {
    name: 'bomb-archive',
    code: 'archive-too-large',
    hope: 'a full disk',
    bytes: GZIP,
    extension: 'tar.gz',
    limits: { archiveBytes: 1000 },
  },
  { name: 'bomb-file-limit', code: 'file-too-large', hope: 'a full disk', tar: LARGE, limits: { fileBytes: 1999 } },
];
