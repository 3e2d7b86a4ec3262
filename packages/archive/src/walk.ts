import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';

import { decompress } from './decompress.ts';
import type { Compression, Progress } from './decompress.ts';
import { releaseDigest } from './digest.ts';
import type { Digest, FileEntry } from './digest.ts';
import { withDefaults } from './limits.ts';
import type { ArchiveLimits } from './limits.ts';
import { createTarReader } from './tar-reader.ts';
import type { TarEvent } from './tar-reader.ts';

/** Bounds a reading of an archive. */
export interface ReadOptions {
  /** Replaces single default limits. */
  readonly limits?: Partial<ArchiveLimits> | undefined;
  /** Ends the reading with its reason, also while the source is silent. */
  readonly signal?: AbortSignal | undefined;
}

/** Describes an archive that was read to its end. */
export interface WalkSummary {
  /** In the order of the archive. */
  readonly files: readonly FileEntry[];
  readonly releaseDigest: Digest;
  readonly compression: Compression;
  /** Compressed bytes. */
  readonly archiveBytes: number;
  /** Bytes after decompression, tar headers and padding included. */
  readonly unpackedBytes: number;
}

/** Tells what a walk meets: a file, a piece of its content, its end with the digest. */
export type WalkEvent =
  | { readonly kind: 'file'; readonly path: string; readonly size: number }
  | { readonly kind: 'data'; readonly bytes: Buffer }
  | { readonly kind: 'end'; readonly entry: FileEntry };

/**
 * Walks an archive in one pass with constant memory and returns its summary. The files of a broken archive are met before
 * the break is: trust nothing until the walk has ended.
 * @throws ArchiveError
 */
export async function* walk(
  source: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<WalkEvent, WalkSummary> {
  const limits = withDefaults(options.limits);
  const progress: Progress = { compression: undefined, archiveBytes: 0, unpackedBytes: 0 };
  const reader = createTarReader(limits);
  const hasher = createHasher();
  for await (const chunk of decompress(source, { limits, progress, signal: options.signal })) {
    for (const event of reader.read(chunk)) yield hasher.take(event);
  }
  reader.finish();
  const { files } = hasher;
  return {
    files,
    releaseDigest: releaseDigest(files),
    compression: progress.compression ?? 'zstd',
    archiveBytes: progress.archiveBytes,
    unpackedBytes: progress.unpackedBytes,
  };
}

interface Hasher {
  readonly files: readonly FileEntry[];
  take(event: TarEvent): WalkEvent;
}

function createHasher(): Hasher {
  const files: FileEntry[] = [];
  let path = '';
  let size = 0;
  let hash: Hash = createHash('sha256');
  return {
    files,
    take: (event) => {
      switch (event.kind) {
        case 'file':
          ({ path, size } = event);
          hash = createHash('sha256');
          return event;
        case 'data':
          hash.update(event.bytes);
          return event;
        case 'end': {
          const entry = { path, size, sha256: hash.digest('hex') };
          files.push(entry);
          return { kind: 'end', entry };
        }
      }
    },
  };
}
