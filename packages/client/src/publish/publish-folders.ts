import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { openCheckWorker } from '@national-forge/admission';
import type { Submission } from '@national-forge/api';
import type { Packed } from '@national-forge/archive';

import { ClientError } from '../client-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import type { PublishEvent, PublishOptions, Publishing, ReleaseOffer } from '../registry/publishing.ts';
import type { BlobSource } from '../registry/upload.ts';
import { checkFolder, type CheckedFolder } from './check-folder.ts';

/** Tells how the publishing of folders goes on. */
export type PublishFoldersEvent = PublishEvent | { readonly kind: 'check' | 'pack'; readonly folder: string };

/** Says how to publish folders. */
export interface PublishFoldersOptions extends Omit<PublishOptions, 'onProgress'> {
  readonly onProgress?: ((event: PublishFoldersEvent) => void) | undefined;
  /** Where archives wait for their upload; default: the system's folder for temporary files. */
  readonly temporary?: string | undefined;
}

/** Tells what publishing came to. */
export interface PublishedFolders {
  readonly submission: Submission;
  /** In the order of the folders. */
  readonly releases: readonly CheckedFolder[];
}

/**
 * Publishes the algorithms of several folders, all or none: lists and checks each, packs, uploads what the registry lacks,
 * asks for the publish and waits for its receipts. The same content again gives the same receipts.
 *
 * @example
 * const { submission } = await publishFolders(client, ['rules/income-tax'], { dryRun: true });
 * @throws ClientError `admission-failed` (with `findings`) when the checks here find errors, `manifest-missing`, problems of
 * the registry, those of the way and the disk; ArchiveError for what no archive may hold
 */
export async function publishFolders(
  client: Publishing,
  folders: readonly string[],
  options: PublishFoldersOptions = {},
): Promise<PublishedFolders> {
  const { onProgress, signal } = options;
  const releases = await checkAll(folders, options);
  assertAdmitted(releases);
  const parent = options.temporary ?? tmpdir();
  const temporary = await mkdtemp(join(parent, 'nforge-publish-')).catch(fileFailure(parent));
  try {
    const offers: ReleaseOffer[] = [];
    for (const [index, release] of releases.entries()) {
      onProgress?.({ kind: 'pack', folder: release.folder });
      offers.push(await offer(release, join(temporary, String(index)), signal));
    }
    return { submission: await client.publish(offers, options), releases };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function checkAll(folders: readonly string[], options: PublishFoldersOptions): Promise<readonly CheckedFolder[]> {
  const worker = openCheckWorker();
  try {
    const releases: CheckedFolder[] = [];
    for (const folder of folders) {
      if (options.signal?.aborted === true) throw new ClientError('cancelled');
      options.onProgress?.({ kind: 'check', folder });
      releases.push(await checkFolder(folder, { worker, signal: options.signal }));
    }
    return releases;
  } finally {
    await worker.close();
  }
}

function assertAdmitted(releases: readonly CheckedFolder[]): void {
  const findings = releases.map(({ folder, admission }) => ({ folder, findings: admission.findings }));
  const errors = findings.flatMap((one) => one.findings).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new ClientError('admission-failed', { params: { count: errors.length }, findings });
}

async function offer(release: CheckedFolder, file: string, signal: AbortSignal | undefined): Promise<ReleaseOffer> {
  const { manifest } = release.admission;
  if (manifest === undefined) throw new ClientError('manifest-missing', { params: { path: release.folder } });
  const archive = await writeArchive(release.packed, file, signal);
  const { releaseDigest } = release.packed;
  return { name: manifest.name, version: manifest.version, releaseDigest, archive };
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
