import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { Submission } from '@national-forge/api';
import type { Packed } from '@national-forge/archive';

import { ClientError } from '../client-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import type { PublishEvent, PublishOptions, Publishing, ReleaseOffer } from '../registry/publishing.ts';
import type { BlobSource } from '../registry/upload.ts';
import type { LogCalls } from '../registry/log.ts';
import { assertAdmitted, checkFolders, type CheckedFolder } from './check-folder.ts';
import { signReleases, type SignedFolder, type SigningOptions } from './sign-folders.ts';

/** Tells how the publishing of folders goes on. */
export type PublishFoldersEvent = PublishEvent | { readonly kind: 'check' | 'sign' | 'pack'; readonly folder: string };

/** Says how to publish folders. */
export interface PublishFoldersOptions extends Omit<PublishOptions, 'onProgress'>, SigningOptions {
  readonly onProgress?: ((event: PublishFoldersEvent) => void) | undefined;
  /** Where archives wait for their upload; default: the system's folder for temporary files. */
  readonly temporary?: string | undefined;
}

/** Tells what publishing came to. */
export interface PublishedFolders {
  readonly submission: Submission;
  /** In the order of the folders. */
  readonly releases: readonly CheckedFolder[];
  /** Who signed what, in the order of the folders. */
  readonly signed: readonly SignedFolder[];
}

/**
 * Publishes the algorithms of several folders, all or none: lists, checks and signs each, packs, uploads what the registry
 * lacks, asks for the publish and waits for its receipts. The same content again gives the same receipts.
 *
 * @example
 * const { submission } = await publishFolders(client, ['rules/income-tax'], { sign: signWithFolder({ folder }) });
 * @throws ClientError `admission-failed` (with `findings`) when the checks here find errors, `bump-too-small` (with `bumps`) when
 * `judge` does, `manifest-missing`;
 * `agency-keyless`, `key-missing`, `key-unfit`, `threshold-unmet`, `statement-mismatch`, `untrusted` before anything is sent;
 * `receipt-invalid`, problems of the registry, those of the way and the disk; ArchiveError for what no archive may hold
 */
export async function publishFolders(
  client: Publishing & LogCalls,
  folders: readonly string[],
  options: PublishFoldersOptions = {},
): Promise<PublishedFolders> {
  const { onProgress, signal, worker } = options;
  const releases = await checkFolders(folders, {
    signal,
    worker,
    onCheck: (folder) => onProgress?.({ kind: 'check', folder }),
  });
  assertAdmitted(releases);
  for (const { folder } of releases) onProgress?.({ kind: 'sign', folder });
  const signed = await signReleases(client, releases, options);
  signed.forEach(assertComplete);
  const parent = options.temporary ?? tmpdir();
  const temporary = await mkdtemp(join(parent, 'nforge-publish-')).catch(fileFailure(parent));
  try {
    const offers: ReleaseOffer[] = [];
    for (const [index, { folder, checked, name, version, envelope, waiver }] of signed.entries()) {
      onProgress?.({ kind: 'pack', folder });
      const archive = await writeArchive(checked.packed, join(temporary, String(index)), signal);
      const { releaseDigest } = checked.packed;
      offers.push({ name, version, releaseDigest, archive, envelope, waiver: waiver?.envelope });
    }
    return { submission: await client.publish(offers, options), releases, signed };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function assertComplete({ name, threshold, signed, missing }: SignedFolder): void {
  if (missing === 0) return;
  const [agency = ''] = name.split('/');
  throw new ClientError('threshold-unmet', { params: { agency, threshold, count: signed.length } });
}

/** The address of an upload holds its digest, so the archive has to be complete before the first byte is sent. */
async function writeArchive(packed: Packed, file: string, signal: AbortSignal | undefined): Promise<BlobSource> {
  const hash = createHash('sha256');
  let size = 0;
  async function* metered(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
    for await (const chunk of source) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  const target = createWriteStream(file, { mode: 0o600 });
  await pipeline(packed.open('zstd'), metered, target, signal === undefined ? {} : { signal }).catch(
    (error: unknown) => {
      if (signal?.aborted === true) throw new ClientError('cancelled', { cause: error });
      fileFailure(file)(error);
    },
  );
  const open: BlobSource['open'] = (start, end) =>
    createReadStream(file, { start, end: Math.max(start, end - 1), highWaterMark: 256 * 1024 });
  return { digest: `sha256:${hash.digest('hex')}`, size, open };
}
