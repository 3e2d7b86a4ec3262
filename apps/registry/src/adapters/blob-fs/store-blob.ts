import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';

import { StoreError, type NamedArchive } from '../../ports.ts';
import { createChunkedHash } from './chunked-hash.ts';
import type { FileSystem, WritableFile } from './file-system.ts';
import { blobFile, shardOf, type BlobLayout } from './layout.ts';
import { asStorageProblem } from './storage-problem.ts';

/** Is where a blob is stored. */
export interface StoreBlobParts {
  readonly files: FileSystem;
  readonly layout: BlobLayout;
}

/**
 * Stores a blob that arrives from elsewhere, hashing it: temp file, fsync, rename, fsync of the folder. What a killed
 * process leaves lies among the unfinished uploads and is collected with them. Gives the digests of its chunks.
 * @throws StoreError `source-damaged` for other bytes or more than announced; ProblemError `storage-full`
 */
export async function storeBlob(
  { files, layout }: StoreBlobParts,
  archive: NamedArchive,
  body: AsyncIterable<Uint8Array>,
): Promise<Buffer> {
  const target = blobFile(layout, archive.digest);
  const shard = shardOf(layout, archive.digest);
  // A name of its own for each arrival: two commands may bring the same archive at once.
  const owner = randomBytes(12).toString('hex');
  const temporary = join(layout.uploads, `${owner}-${archive.digest.slice(7)}.part`);
  try {
    if (await files.makeFolder(shard)) await files.syncFolder(dirname(shard));
    await files.remove(temporary);
    const chunks = await write(await files.create(temporary), archive, body);
    await files.rename(temporary, target);
    await files.syncFolder(shard);
    return chunks;
  } catch (error) {
    await files.remove(temporary).catch(() => undefined);
    throw asStorageProblem(error);
  }
}

async function write(file: WritableFile, archive: NamedArchive, body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const { digest, size } = archive;
  const hash = createChunkedHash();
  let length = 0;
  try {
    for await (const bytes of body) {
      length += bytes.length;
      // Whoever sends more than was announced would fill the disk before the digest tells.
      if (length > size) break;
      hash.update(bytes);
      await file.write(bytes);
    }
    const found = hash.finish();
    if (length !== size || found.digest !== digest) {
      throw new StoreError('source-damaged', `the archive ${digest} has other bytes; nothing was changed`);
    }
    await file.sync();
    return found.chunks;
  } finally {
    await file.close();
  }
}
