import { createReadStream } from 'node:fs';

import type { Damage } from '../../ports.ts';
import type { BlobRow } from './blob-rows.ts';
import { createChunkedHash } from './chunked-hash.ts';
import { blobFile, isDigest, type BlobLayout } from './layout.ts';

/** Is what the check of blobs needs. */
export interface AuditBlobsParts {
  readonly layout: BlobLayout;
  /** Lists blobs after `after`, by digest. */
  readonly list: (after: string, limit: number) => readonly BlobRow[];
  /** Tells whether a blob is published now: it may have been removed by law since it was listed. */
  readonly isPublished: (digest: string) => boolean;
}

const PAGE = 500;

/** Hashes every blob again, whole and by chunks; gives the number of published ones. */
export async function auditBlobs(parts: AuditBlobsParts, found: (damage: Damage) => void): Promise<number> {
  const { layout, list, isPublished } = parts;
  let count = 0;
  for (let page = list('', PAGE); page.length > 0; page = list(page.at(-1)?.digest ?? '', PAGE)) {
    for (const row of page) {
      count += row.published ? 1 : 0;
      const { damage } = await auditBlob(layout, row);
      if (damage !== undefined && !(damage.kind === 'blob-missing' && !isPublished(row.digest))) found(damage);
    }
  }
  return count;
}

/**
 * Hashes one blob; gives what is wrong with it, and the digests of its chunks if its bytes are the right ones.
 */
export async function auditBlob(
  layout: BlobLayout,
  row: BlobRow,
): Promise<{ readonly damage?: Damage; readonly chunks?: Buffer }> {
  if (!isDigest(row.digest)) return { damage: damage(row, 'its row names no digest') };
  const path = blobFile(layout, row.digest);
  const hash = createChunkedHash();
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(bytes as Buffer);
  } catch (error) {
    const found = unreadable(row, path, error);
    return found ? { damage: found } : {};
  }
  const { digest, chunks } = hash.finish();
  if (digest !== row.digest) return { damage: damage(row, `${path} has the digest ${digest}`) };
  if (chunks.equals(row.chunks)) return { chunks };
  return { damage: damage(row, 'its row holds wrong digests of its chunks'), chunks };
}

const damage = (row: BlobRow, detail: string): Damage => ({ kind: 'blob-damaged', place: row.digest, detail });

/** An unpublished blob without its file is one that was being collected: nothing anybody was promised. */
function unreadable(row: BlobRow, path: string, error: unknown): Damage | undefined {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code !== 'ENOENT') return damage(row, `${path} cannot be read: ${code}`);
  return row.published ? { kind: 'blob-missing', place: row.digest, detail: `${path} is missing` } : undefined;
}
