import { submission, type Submission } from '@national-forge/api';
import { formatEnvelope, type Envelope } from '@national-forge/transparency';

import { ClientError, isClientError } from '../client-error.ts';
import { eachLimited } from '../limit.ts';
import type { Document, Transport } from '../transport/transport.ts';
import { parseRetryAfter } from '../transport/retry.ts';
import { target, type CallOptions } from './call.ts';
import { uploadBlob, type BlobSource, type UploadOptions } from './upload.ts';
import type { Writer } from './writing.ts';

/** Is one release to publish, packed. */
export interface ReleaseOffer {
  readonly name: string;
  readonly version: string;
  readonly releaseDigest: string;
  readonly archive: BlobSource;
  /** The statement of the release, signed by its agency. */
  readonly envelope: Envelope;
  /** The signed waiver for what stays undecided in it. */
  readonly waiver?: Envelope | undefined;
}

/** Tells how a publish stands. */
export type PublishEvent =
  | {
      readonly kind: 'upload';
      readonly name: string;
      readonly version: string;
      readonly sentBytes: number;
      readonly totalBytes: number;
    }
  | { readonly kind: 'submit'; readonly releases: number }
  | { readonly kind: 'judge'; readonly id: string };

/** Says how to publish. */
export interface PublishOptions extends CallOptions {
  /** Lets the registry check everything and publish nothing. */
  readonly dryRun?: boolean | undefined;
  readonly onProgress?: ((event: PublishEvent) => void) | undefined;
}

/** Publishes; needs a token with the scope publish. */
export interface Publishing {
  /** Uploads one blob unless the registry has it; tells whether bytes were sent. */
  uploadBlob(source: BlobSource, options?: UploadOptions): Promise<boolean>;
  /**
   * Uploads what is missing and publishes all releases or none; repeating it gives the same receipts.
   * Ends with state `published`, or `accepted` when `dryRun`; a refusal is thrown as the registry's problem.
   * Every release has to be acknowledged with a receipt that proves it.
   */
  publish(releases: readonly ReleaseOffer[], options?: PublishOptions): Promise<Submission>;
}

const PARALLEL_UPLOADS = 4;

/** Makes the publishing calls over a transport. */
export function publishingOf(transport: Transport, writer: Writer): Publishing {
  return {
    uploadBlob: (source, options) => uploadBlob(transport, source, options),
    publish: async (releases, options = {}) => {
      const published = await publish({ transport, writer }, releases, options);
      if (published.state === 'published') await acknowledge(writer, releases, published);
      return published;
    },
  };
}

interface Means {
  readonly transport: Transport;
  readonly writer: Writer;
}

async function publish(means: Means, releases: readonly ReleaseOffer[], options: PublishOptions): Promise<Submission> {
  await upload(means.transport, releases, options);
  try {
    return await submit(means, releases, options);
  } catch (error) {
    // Unreferenced uploads are removed after a day: one may have gone between HEAD and now.
    if (!isClientError(error) || error.code !== 'blob-missing') throw error;
    await upload(means.transport, releases, options);
    return submit(means, releases, options);
  }
}

async function upload(
  transport: Transport,
  releases: readonly ReleaseOffer[],
  { signal, onProgress }: PublishOptions,
): Promise<void> {
  // The same archive twice in one request would be two uploads of one blob at the same time.
  const distinct = [...new Map(releases.map((release) => [release.archive.digest, release])).values()];
  await eachLimited(distinct, PARALLEL_UPLOADS, ({ name, version, archive }) =>
    uploadBlob(transport, archive, {
      signal,
      onProgress: (sentBytes) => onProgress?.({ kind: 'upload', name, version, sentBytes, totalBytes: archive.size }),
    }),
  );
}

async function submit(
  { transport, writer }: Means,
  releases: readonly ReleaseOffer[],
  options: PublishOptions,
): Promise<Submission> {
  const { dryRun, onProgress, signal } = options;
  onProgress?.({ kind: 'submit', releases: releases.length });
  const body = JSON.stringify({
    releases: releases.map(({ name, version, releaseDigest, archive: { digest, size }, envelope, waiver }) => ({
      name,
      version,
      releaseDigest,
      archive: { digest, size },
      envelope: bodyOf(envelope),
      ...(waiver && { waiver: bodyOf(waiver) }),
    })),
  });
  const path = target('publishReleases', {}, { 'validate-only': dryRun === true ? 'true' : undefined });
  // Idempotent by digest: the same releases again give the stored receipts.
  const request = await writer.withCheckpoint({ method: 'POST', path, body, idempotent: true, signal });
  let answer = await transport.json(request, submission);
  while (answer.value.state === 'judging') {
    onProgress?.({ kind: 'judge', id: answer.value.id });
    await transport.pause(pollDelay(answer), signal);
    answer = await transport.json(
      { method: 'GET', path: target('getSubmission', { id: answer.value.id }), signal },
      submission,
    );
  }
  return settled(answer.value, transport);
}

const bodyOf = (envelope: Envelope): unknown =>
  JSON.parse(Buffer.from(formatEnvelope(envelope)).toString('utf8')) as unknown;

function settled(answer: Submission, transport: Transport): Submission {
  if (answer.state !== 'refused') return answer;
  const { problem } = answer;
  if (problem !== undefined) throw new ClientError(problem.code, { problem, status: problem.status });
  const host = new URL(transport.registry).host;
  throw new ClientError('protocol', { params: { host, reason: 'refused-without-problem' } });
}

/** A registry that says "published" and shows no proof of it could deny it tomorrow. */
async function acknowledge(writer: Writer, releases: readonly ReleaseOffer[], answer: Submission): Promise<void> {
  for (const { name, version, releaseDigest } of releases) {
    const receipt = answer.receipts.find((one) => one.name === name && one.version === version);
    if (receipt?.releaseDigest !== releaseDigest) {
      throw new ClientError('receipt-invalid', { params: { reason: 'facts', index: receipt?.log.index ?? -1 } });
    }
    await writer.acknowledge(receipt.log, [{ kind: 'release', name, version, release: releaseDigest }]);
  }
}

const POLL_MS = 1000;
const POLL_CAP_MS = 60_000;

/** The id names the submission; Location says the same and is not followed, as it could name another host. */
function pollDelay(answer: Document<Submission>): number {
  const asked = parseRetryAfter(answer.header('retry-after'), Date.now()) ?? POLL_MS;
  return Math.min(Math.max(asked, 100), POLL_CAP_MS);
}
