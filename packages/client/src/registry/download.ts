import { createHash, type Hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';

import { ClientError, isClientError } from '../client-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { abandon } from '../transport/body.ts';
import { eagerly } from '../transport/eagerly.ts';
import { toClientError } from '../transport/failure.ts';
import type { Reply, Transport } from '../transport/transport.ts';
import { nameParts, target, type CallOptions } from './call.ts';

/** Names the archive of a release and what its bytes must be. */
export interface ArchiveSource {
  readonly name: string;
  readonly version: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

/** Says how to download. */
export interface DownloadOptions extends CallOptions {
  /** Is told how many bytes are here. */
  readonly onProgress?: ((receivedBytes: number) => void) | undefined;
}

/**
 * Downloads an archive into a file and proves its digest. What the file holds already is taken for the beginning of it;
 * after a cut the rest is asked for by range (RFC 9110 §14), and never more than `size` bytes are taken.
 * @throws ClientError `integrity` when two full downloads were not what the digest says; the file is then empty
 */
export async function downloadArchive(
  transport: Transport,
  source: ArchiveSource,
  { file, ...options }: DownloadOptions & { readonly file: string },
): Promise<void> {
  const handle = await open(file, 'a+').catch(fileFailure(file));
  try {
    const job: Job = { transport, source, options, handle, received: 0, hash: createHash('sha256') };
    await adopt(job);
    for (let fresh = 0; ; fresh++) {
      await transport.persist(() => receive(job), { signal: options.signal, progress: () => job.received });
      const actual = `sha256:${job.hash.copy().digest('hex')}`;
      if (actual === source.digest) return;
      await restart(job);
      if (fresh === 1) throw integrity(source, actual);
    }
  } finally {
    await handle.close();
  }
}

interface Job {
  readonly transport: Transport;
  readonly source: ArchiveSource;
  readonly options: DownloadOptions;
  readonly handle: FileHandle;
  received: number;
  hash: Hash;
}

/** Takes over what an earlier download left. */
async function adopt(job: Job): Promise<void> {
  const { size } = await job.handle.stat();
  if (size > job.source.size) return restart(job);
  for await (const chunk of job.handle.createReadStream({ start: 0, autoClose: false })) {
    job.hash.update(chunk as Buffer);
    job.received += (chunk as Buffer).length;
  }
}

async function restart(job: Job): Promise<void> {
  await job.handle.truncate(0);
  job.received = 0;
  job.hash = createHash('sha256');
}

/** Receives what is missing in one request. */
async function receive(job: Job): Promise<void> {
  const { source, transport, options } = job;
  if (job.received === source.size) return;
  const reply = await ask(job);
  const chunks = eagerly(reply.body);
  if (reply.status !== 206) await restart(job);
  else if (startOf(reply) !== job.received) {
    abandon(reply.body);
    throw new ClientError('protocol', { params: { host: hostOf(transport), reason: 'range' } });
  }
  try {
    for await (const chunk of chunks) await take(job, chunk);
  } catch (error) {
    throw toClientError(error, { host: hostOf(transport), signal: options.signal });
  }
  if (job.received < source.size) {
    throw new ClientError('network', { params: { host: hostOf(transport), reason: 'short' } });
  }
}

async function ask(job: Job): Promise<Reply> {
  const { source, transport, options } = job;
  const path = target('getArchive', { ...nameParts(source.name), version: source.version });
  // No content coding: a range of a coded form would be of no use.
  const headers = { accept: 'application/zstd', 'accept-encoding': 'identity' };
  const { signal } = options;
  if (job.received === 0) return transport.once({ method: 'GET', path, headers, signal });
  try {
    const range = `bytes=${job.received}-`;
    return await transport.once({ method: 'GET', path, headers: { ...headers, range }, signal });
  } catch (error) {
    if (!isClientError(error) || error.status !== 416) throw error;
    await restart(job);
    return transport.once({ method: 'GET', path, headers, signal });
  }
}

async function take(job: Job, chunk: Buffer): Promise<void> {
  if (job.received + chunk.length > job.source.size) {
    // An endless answer would fill the disk.
    await restart(job);
    throw integrity(job.source, 'longer');
  }
  await job.handle.appendFile(chunk);
  job.hash.update(chunk);
  job.received += chunk.length;
  job.options.onProgress?.(job.received);
}

function startOf(reply: Reply): number | undefined {
  const start = /^bytes (\d{1,15})-/.exec(reply.header('content-range') ?? '')?.[1];
  return start === undefined ? undefined : Number(start);
}

const hostOf = (transport: Transport): string => new URL(transport.registry).host;

function integrity({ name, version, digest }: ArchiveSource, actual: string): ClientError {
  return new ClientError('integrity', { params: { what: `${name}@${version}`, expected: digest, actual } });
}
