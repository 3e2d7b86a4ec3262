/**
 * Runs in a process of its own: `node flat-memory.ts <inspect|entry|pack> <bytes> <zstd|gzip>`. Makes an archive of so many
 * bytes as a stream, reads it and prints the peak of resident memory in bytes.
 */
import { createCipheriv } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, createZstdCompress } from 'node:zlib';

import { inspect } from '../inspect.ts';
import { openEntry } from '../open-entry.ts';
import { pack } from '../pack.ts';
import { rawEntry } from './raw-tar.ts';

const [task = '', bytes = '', compression = ''] = process.argv.slice(2);
const size = Number(bytes);
const PIECE = 1 << 20;

/** Fresh noise, a quarter of each piece, before zeros: the ratio stays honest. */
const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16));
const zeros = Buffer.alloc(PIECE);

function* tar(): Generator<Buffer> {
  yield rawEntry({ name: 'large.bin', size: `${size.toString(8).padStart(11, '0')}\0` });
  for (let at = 0; at < size; at += PIECE)
    yield Buffer.concat([noise.update(zeros.subarray((PIECE / 4) * 3)), zeros.subarray(PIECE / 4)]);
  yield Buffer.alloc(1024);
}

function archive(): Readable {
  const compressor = compression === 'gzip' ? createGzip({ level: 1 }) : createZstdCompress();
  void pipeline(Readable.from(tar()), compressor).catch(() => undefined);
  return compressor;
}

async function drained(stream: Readable): Promise<number> {
  let total = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) total += chunk.length;
  return total;
}

async function packed(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'flat-'));
  try {
    // A file with a hole: large to read, nothing on the disk.
    writeFileSync(join(folder, 'large.bin'), 'x');
    truncateSync(join(folder, 'large.bin'), size);
    const result = await pack(folder);
    await drained(result.open(compression === 'gzip' ? 'gzip' : 'zstd'));
    return result.files[0]?.size ?? 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function read(): Promise<number> {
  switch (task) {
    case 'inspect':
      return (await inspect(archive())).files[0]?.size ?? 0;
    case 'entry':
      return drained(await openEntry(archive(), 'large.bin'));
    default:
      return packed();
  }
}

if ((await read()) !== size) throw new Error('not all was read');
console.log(process.resourceUsage().maxRSS * 1024);
