import { Readable } from 'node:stream';

import { ArchiveError } from './archive-error.ts';
import { walk } from './walk.ts';
import type { ReadOptions, WalkEvent, WalkSummary } from './walk.ts';

/** Says what a single file must be. */
export interface OpenEntryOptions extends ReadOptions {
  /** The expected sha256 in hexadecimal digits; the stream fails at its end with `digest-mismatch` when it is another. */
  readonly sha256?: string | undefined;
}

/**
 * Opens one file of an archive as a stream. Resolves when the file is found; reads the archive no further than the file's
 * end, so the rest stays unproved: an archive from a stranger must have been inspected before.
 * @throws ArchiveError `entry-missing` and all that reading an archive throws, later also through the stream
 */
export async function openEntry(
  source: AsyncIterable<Uint8Array>,
  path: string,
  options: OpenEntryOptions = {},
): Promise<Readable> {
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const events = walk(source, { ...options, signal });
  try {
    for (let next = await events.next(); next.done !== true; next = await events.next()) {
      if (next.value.kind === 'file' && next.value.path === path) {
        return streamOf(events, stop, options.sha256);
      }
    }
  } catch (error) {
    await events.return(undefined as never);
    throw error;
  }
  throw new ArchiveError('entry-missing', { path });
}

/**
 * Makes a stream of pieces whose reader may leave at any time. `Readable.from` would wait for the next piece before it lets
 * go, for ever when the source is silent.
 */
function streamOf(events: AsyncGenerator<WalkEvent, WalkSummary>, stop: AbortController, sha256?: string): Readable {
  const pieces = content(events, sha256);
  return new Readable({
    highWaterMark: 256 * 1024,
    read() {
      pieces.next().then(
        ({ done, value }) => this.push(done === true ? null : value),
        (error: unknown) => this.destroy(error as Error),
      );
    },
    destroy(error, done) {
      stop.abort();
      // The walk itself: a generator over it that was never asked would not pass the word on.
      events.return(undefined as never).catch(() => undefined);
      done(error);
    },
  });
}

async function* content(events: AsyncGenerator<WalkEvent, WalkSummary>, sha256?: string): AsyncGenerator<Buffer, void> {
  for (let next = await events.next(); next.done !== true; next = await events.next()) {
    const event = next.value;
    if (event.kind === 'data') yield event.bytes;
    if (event.kind !== 'end') continue;
    if (sha256 !== undefined && sha256 !== event.entry.sha256) {
      throw new ArchiveError('digest-mismatch', { path: event.entry.path });
    }
    return;
  }
}
