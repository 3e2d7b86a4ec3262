import { hash } from 'node:crypto';
import { Readable } from 'node:stream';

import { ProblemError } from '@national-forge/api';
import { ArchiveError, openEntry } from '@national-forge/archive';

import type { ArchiveFileKey, ArchiveFiles, BlobHandle, ReadRange } from '../../ports.ts';
import type { BlobRows } from './blob-rows.ts';
import { blobFile, type BlobLayout } from './layout.ts';
import { openVerified } from './verified-read.ts';

/** Describes where single files come from. */
export interface ArchiveFilesOptions {
  readonly layout: BlobLayout;
  readonly rows: BlobRows;
  /** Bytes of small files held in memory at most. */
  readonly memoryBytes: number;
}

/** Up to this size a file is held in memory, by its digest. */
const SMALL = 1024 * 1024;

/** Gives single files of archives; each read of the archive is verified on the way. */
export function createArchiveFiles(options: ArchiveFilesOptions): ArchiveFiles {
  const memory = createByteCache(options.memoryBytes);
  return {
    async openFile(key) {
      const archive = openArchive(options, key);
      if (archive === undefined) return undefined;
      if (key.size > SMALL) return streamed(archive, key);
      const bytes = memory.find(key.sha256) ?? (await readWhole(archive, key));
      memory.keep(key.sha256, bytes);
      const read = ({ start, end }: ReadRange = { start: 0, end: bytes.length }) =>
        Readable.from(
          [bytes.subarray(start, end)].filter((part) => part.length > 0),
          { objectMode: false },
        );
      return { digest: `sha256:${key.sha256}`, size: bytes.length, read };
    },
  };
}

function openArchive({ layout, rows }: ArchiveFilesOptions, { archive }: ArchiveFileKey): BlobHandle | undefined {
  const row = rows.find(archive);
  if (row?.published !== true) return undefined;
  return openVerified({ path: blobFile(layout, archive), digest: archive, size: row.size, chunks: row.chunks });
}

async function readWhole(archive: BlobHandle, key: ArchiveFileKey): Promise<Buffer> {
  const bytes = Buffer.concat((await streamed(archive, key).read().toArray()) as Buffer[]);
  if (bytes.length === key.size && hash('sha256', bytes) === key.sha256) return bytes;
  throw new ProblemError('blob-damaged', { digest: archive.digest });
}

function streamed(archive: BlobHandle, key: ArchiveFileKey): BlobHandle {
  const read = (range: ReadRange = { start: 0, end: key.size }): Readable =>
    Readable.from(entryBytes(archive, key, range), { objectMode: false, highWaterMark: 256 * 1024 });
  return { digest: `sha256:${key.sha256}`, size: key.size, read };
}

async function* entryBytes(archive: BlobHandle, key: ArchiveFileKey, range: ReadRange): AsyncGenerator<Buffer, void> {
  const source = archive.read();
  let offset = 0;
  try {
    for await (const bytes of (await openEntry(source, key.path)) as AsyncIterable<Buffer>) {
      const part = bytes.subarray(Math.max(0, range.start - offset), Math.max(0, range.end - offset));
      if (part.length > 0) yield part;
      offset += bytes.length;
      if (offset >= range.end) return;
    }
  } catch (error) {
    // The archive was inspected before it was published: what cannot be read now is damaged.
    if (!(error instanceof ArchiveError)) throw error;
    throw new ProblemError('blob-damaged', { digest: archive.digest }, { cause: error });
  } finally {
    source.destroy();
  }
}

/** Holds bytes by key, up to a number of bytes; the least recently used leave first. */
function createByteCache(maxBytes: number) {
  const held = new Map<string, Buffer>();
  let size = 0;
  return {
    find(key: string): Buffer | undefined {
      return held.get(key);
    },
    keep(key: string, bytes: Buffer): void {
      if (bytes.length > maxBytes) return;
      if (!held.delete(key)) size += bytes.length;
      held.set(key, bytes);
      for (const [oldest, value] of held) {
        if (size <= maxBytes) return;
        held.delete(oldest);
        size -= value.length;
      }
    },
  };
}
