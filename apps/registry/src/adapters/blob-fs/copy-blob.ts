import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { dirname } from 'node:path';

import { ProblemError } from '@national-forge/api';

import type { BackupBlob } from '../../ports.ts';
import type { FileSystem } from './file-system.ts';
import { blobFile, shardOf, type BlobLayout } from './layout.ts';
import { sizeOf } from './receive-upload.ts';
import { asStorageProblem } from './storage-problem.ts';

/** Names the folders between which a blob is copied. */
export interface CopyParts {
  readonly files: FileSystem;
  readonly from: BlobLayout;
  readonly to: BlobLayout;
}

/**
 * Copies a blob unless it is there, hashing what is written: temp file, fsync, rename, fsync of the folder.
 * @throws ProblemError `blob-damaged`, `storage-full`
 */
export async function copyBlob(parts: CopyParts, blob: BackupBlob): Promise<'copied' | 'present'> {
  const { files, to } = parts;
  const target = blobFile(to, blob.digest);
  if ((await sizeOf(target)) === blob.size && blob.size > 0) return 'present';
  const shard = shardOf(to, blob.digest);
  if (await files.makeFolder(shard)) await files.syncFolder(dirname(shard));
  const temporary = `${target}.tmp`;
  try {
    await files.remove(temporary);
    await writeCopy(parts, blob, temporary);
    await files.rename(temporary, target);
    await files.syncFolder(shard);
    return 'copied';
  } catch (error) {
    await files.remove(temporary).catch(() => undefined);
    throw asCopyProblem(error, blob.digest);
  }
}

async function writeCopy({ files, from }: CopyParts, { digest }: BackupBlob, path: string): Promise<void> {
  const hash = createHash('sha256');
  const file = await files.create(path);
  try {
    for await (const bytes of createReadStream(blobFile(from, digest), { highWaterMark: 1024 * 1024 })) {
      hash.update(bytes as Buffer);
      await file.write(bytes as Buffer);
    }
    if (`sha256:${hash.digest('hex')}` !== digest) throw new ProblemError('blob-damaged', { digest });
    await file.sync();
  } finally {
    await file.close();
  }
}

function asCopyProblem(error: unknown, digest: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  if (code === 'ENOENT' || code === 'EIO') return new ProblemError('blob-damaged', { digest }, { cause: error });
  return asStorageProblem(error);
}
