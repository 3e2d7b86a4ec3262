import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

import type { Log, LogEntry } from '../../ports.ts';

/** Says how a stream of events behaves; milliseconds. */
export interface StreamTiming {
  /** Between signs of life on a quiet stream: proxies close what says nothing for a minute. */
  readonly keepAliveMs: number;
  /** For which a reader may take nothing before it is let go. */
  readonly stalledMs: number;
}

/** Times streams where nobody says otherwise. */
export const STREAM_TIMING: StreamTiming = Object.freeze({ keepAliveMs: 15_000, stalledMs: 60_000 });

/** Leaves that are read at a time. */
const PAGE = 100;
/** Milliseconds after which a browser comes back. */
const RETRY_MS = 2000;

/** Is one stream: what it reads, where it begins, when it ends. */
export interface LeafStream {
  readonly log: Pick<Log, 'leaves' | 'waitFor'>;
  readonly from: number;
  readonly signal: AbortSignal;
  readonly timing: StreamTiming;
}

/**
 * Sends every leaf from an index on as a server-sent event, for as long as the client stays: `id` is the index, `data` a
 * line of JSON `{"index", "leaf"}`. The next leaves are read only when the client has taken the last ones, so a slow
 * reader costs a page of memory and no more. Ends when the signal is aborted.
 */
export async function streamLeaves(res: ServerResponse, stream: LeafStream): Promise<void> {
  const { log, signal, timing } = stream;
  res.write(`retry: ${RETRY_MS}\n\n`);
  const alive = setInterval(() => {
    if (!res.writableNeedDrain) res.write(': still here\n\n');
  }, timing.keepAliveMs);
  try {
    let next = stream.from;
    while (!signal.aborted) {
      const page = await log.leaves({ from: next, limit: PAGE });
      if (page.length === 0) await log.waitFor(next, signal);
      next += await sendPage(res, page, stream);
    }
  } finally {
    clearInterval(alive);
  }
  res.end();
}

async function sendPage(res: ServerResponse, page: readonly LogEntry[], stream: LeafStream): Promise<number> {
  for (const entry of page) {
    if (!res.write(eventOf(entry))) await drained(res, stream);
    if (stream.signal.aborted) break;
  }
  return page.length;
}

function eventOf({ index, bytes }: LogEntry): string {
  return `id: ${index}\nevent: leaf\ndata: ${JSON.stringify({ index, leaf: Buffer.from(bytes).toString() })}\n\n`;
}

/** Waits until the client has read; one that reads nothing for long holds its place for nobody's good. */
async function drained(res: ServerResponse, { signal, timing }: LeafStream): Promise<void> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(timing.stalledMs)]);
  try {
    await once(res, 'drain', { signal: patience });
  } catch {
    if (!signal.aborted) res.destroy();
  }
}
