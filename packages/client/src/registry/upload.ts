import type { Readable } from 'node:stream';

import { type ClientError, isClientError } from '../client-error.ts';
import type { Reply, Transport } from '../transport/transport.ts';
import { target, type CallOptions } from './call.ts';

/** Is something to upload; it is named by its digest, so that sending it twice does no harm. */
export interface BlobSource {
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  /** Opens the bytes from `start` (inclusive) to `end` (exclusive), any number of times. */
  open(start: number, end: number): Readable;
}

/** Says how to upload. */
export interface UploadOptions extends CallOptions {
  /** Is told how many bytes the registry has. */
  readonly onProgress?: ((sentBytes: number) => void) | undefined;
  /** Bytes of a piece when the upload has to go in pieces. Default 8 MiB, halved where something on the way refuses. */
  readonly chunkBytes?: number | undefined;
}

const CHUNK = 8 * 1024 * 1024;
const SMALLEST_CHUNK = 64 * 1024;
const OCTETS = 'application/octet-stream';

/**
 * Uploads a blob that the registry does not have yet.
 * It goes whole at first. When that fails on the way (a cut, a proxy that refuses large bodies), the registry is asked how
 * far it came and the rest goes in pieces, which get smaller as long as nothing passes.
 * @returns whether bytes had to be sent
 * @throws ClientError of the registry (`digest-mismatch`, `quota-exceeded`, `body-too-large` …) or of the way
 */
export async function uploadBlob(
  transport: Transport,
  source: BlobSource,
  options: UploadOptions = {},
): Promise<boolean> {
  const job: Job = {
    transport,
    source,
    options,
    chunk: options.chunkBytes ?? CHUNK,
    offset: undefined,
    furthest: 0,
    setbacks: 0,
    whole: true,
    sent: false,
  };
  await transport.persist(() => advance(job), { signal: options.signal, progress: () => job.furthest });
  return job.sent;
}

interface Job {
  readonly transport: Transport;
  readonly source: BlobSource;
  readonly options: UploadOptions;
  /** Bytes of a piece. */
  chunk: number;
  /** Bytes the registry has; undefined when it has to be asked. */
  offset: number | undefined;
  /** The largest offset so far. */
  furthest: number;
  /** Failures since the last step forward that were answered at once, without a pause. */
  setbacks: number;
  /** Whether sending all at once is still worth trying. */
  whole: boolean;
  sent: boolean;
}

/** Sends what is missing, at once again where the failure taught something; throws when a pause is due, or the end. */
async function advance(job: Job): Promise<void> {
  for (;;) {
    if (job.offset === undefined && (await isThere(job))) return;
    try {
      job.sent = true;
      if (job.whole && job.offset === 0) await put(job);
      else while (!(await patch(job)));
      return;
    } catch (error) {
      if (!isClientError(error) || !(await learn(job, error))) throw error;
    }
  }
}

/** Asks for the state of the blob and notes the offset. */
async function isThere(job: Job): Promise<boolean> {
  const path = target('headBlob', { digest: job.source.digest });
  try {
    const reply = await job.transport.once({ method: 'HEAD', path, signal: job.options.signal });
    reply.body.resume();
    if (reply.status === 200) return true;
    note(job, offsetOf(reply) ?? 0);
    return false;
  } catch (error) {
    // The answer to HEAD has no body, so the problem is known by its status alone; what the law removed (410) is named by
    // the refusal of the upload.
    if (!isClientError(error) || (error.status !== 404 && error.status !== 410)) throw error;
    note(job, 0);
    return false;
  }
}

const SETBACKS = 30;
const BUSY_MS = 1000;

/** Notes what a failure says about the way; true when there is sense in going on without a pause. */
async function learn(job: Job, error: ClientError): Promise<boolean> {
  const tooLarge = error.code === 'protocol' && error.status === 413;
  if (tooLarge && !job.whole && job.chunk <= SMALLEST_CHUNK) return false;
  if (!job.whole && job.setbacks > 0) job.chunk = Math.max(SMALLEST_CHUNK, Math.floor(job.chunk / 2));
  job.whole = false;
  job.offset = undefined;
  // A registry that contradicts itself for ever is left.
  if (++job.setbacks > SETBACKS) return false;
  if (error.code === 'upload-busy') await job.transport.pause(BUSY_MS, job.options.signal);
  return tooLarge || error.code === 'upload-busy' || error.code === 'upload-offset-mismatch';
}

async function put(job: Job): Promise<void> {
  const { transport, source, options } = job;
  const path = target('putBlob', { digest: source.digest });
  const reply = await transport.once({
    method: 'PUT',
    path,
    headers: { 'content-type': OCTETS, 'content-length': String(source.size) },
    body: () => metered(job, source.open(0, source.size)),
    signal: options.signal,
  });
  reply.body.resume();
  note(job, source.size);
}

/** Sends one piece; tells whether it was the last. */
async function patch(job: Job): Promise<boolean> {
  const { transport, source, options, offset = 0 } = job;
  const end = Math.min(source.size, offset + job.chunk);
  const last = end === source.size;
  const reply = await transport.once({
    method: 'PATCH',
    path: target('patchBlob', { digest: source.digest }),
    headers: {
      'content-type': OCTETS,
      'content-length': String(end - offset),
      'upload-offset': String(offset),
      'upload-complete': last ? '?1' : '?0',
    },
    body: () => source.open(offset, end),
    signal: options.signal,
  });
  reply.body.resume();
  note(job, offsetOf(reply) ?? end);
  return last;
}

function note(job: Job, offset: number): void {
  job.offset = offset;
  if (offset > job.furthest) {
    job.furthest = offset;
    job.setbacks = 0;
  }
  job.options.onProgress?.(offset);
}

function metered(job: Job, stream: Readable): Readable {
  let sent = 0;
  if (job.options.onProgress === undefined) return stream;
  return stream.on('data', (chunk: Buffer) => job.options.onProgress?.((sent += chunk.length))).pause();
}

function offsetOf(reply: Reply): number | undefined {
  const text = reply.header('upload-offset');
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
