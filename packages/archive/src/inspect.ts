import { ArchiveError } from './archive-error.ts';
import type { FileEntry } from './digest.ts';
import { withDefaults } from './limits.ts';
import type { ArchiveLimits } from './limits.ts';
import { walk } from './walk.ts';
import type { ReadOptions, WalkEvent, WalkSummary } from './walk.ts';

/** Takes the content of one file while an archive is inspected; the walk waits for what it returns. */
export interface EntrySink {
  /** Takes a piece; the bytes must be copied if they are needed later. */
  write(bytes: Buffer): void | Promise<void>;
  /** Says that the file is complete. */
  end?(entry: FileEntry): void | Promise<void>;
}

/** Says what an inspection hands out on its way. */
export interface InspectOptions extends ReadOptions {
  /** Tells which files to return in `kept`; their sizes together are bounded by the limit `keptBytes`. */
  readonly keep?: ((path: string, size: number) => boolean) | undefined;
  /** Is called for each file and may return a sink for its content. */
  readonly onEntry?: ((path: string, size: number) => EntrySink | undefined) | undefined;
}

/** Describes an archive and holds the files that were to be kept. */
export interface Inspection extends WalkSummary {
  readonly kept: ReadonlyMap<string, Buffer>;
}

/**
 * Inspects an archive without extracting it: proves every rule, lists the files with sizes and digests, keeps the files
 * asked for in memory and hands others to a sink. zstd or gzip is told by the first bytes.
 *
 * @example
 * const { files, releaseDigest, kept } = await inspect(stream, { keep: (path) => path === 'algorithm.yaml' });
 * @throws ArchiveError; errors of the source, of the signal and of a sink pass as they are
 */
export async function inspect(source: AsyncIterable<Uint8Array>, options: InspectOptions = {}): Promise<Inspection> {
  const events = walk(source, options);
  const handOut = createHandOut(options, withDefaults(options.limits));
  try {
    for (let next = await events.next(); ; next = await events.next()) {
      if (next.done === true) return { ...next.value, kept: handOut.kept };
      await handOut.take(next.value);
    }
  } finally {
    // Lets go of the source when a sink or a limit has failed.
    await events.return(undefined as never);
  }
}

interface HandOut {
  readonly kept: ReadonlyMap<string, Buffer>;
  take(event: WalkEvent): void | Promise<void>;
}

function createHandOut(options: InspectOptions, limits: ArchiveLimits): HandOut {
  const kept = new Map<string, Buffer>();
  let keptBytes = 0;
  let target: { readonly bytes: Buffer; filled: number } | undefined;
  let sink: EntrySink | undefined;
  const start = (path: string, size: number) => {
    sink = options.onEntry?.(path, size);
    target = undefined;
    if (options.keep?.(path, size) !== true) return;
    keptBytes += size;
    if (keptBytes > limits.keptBytes) {
      throw new ArchiveError('kept-too-large', { path, params: { limit: limits.keptBytes } });
    }
    target = { bytes: Buffer.alloc(size), filled: 0 };
    kept.set(path, target.bytes);
  };
  return {
    kept,
    take: (event) => {
      switch (event.kind) {
        case 'file':
          start(event.path, event.size);
          return undefined;
        case 'data':
          if (target !== undefined) target.filled += event.bytes.copy(target.bytes, target.filled);
          return sink?.write(event.bytes);
        case 'end':
          return sink?.end?.(event.entry);
      }
    },
  };
}
