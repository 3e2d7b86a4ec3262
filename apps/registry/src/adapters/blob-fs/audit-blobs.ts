import { createReadStream, existsSync } from 'node:fs';

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
  /** Gives the release from which the law removed an archive that no other has; `undefined` if none. */
  readonly removedFrom: (row: BlobRow) => string | undefined;
  /** Is told what is no damage. */
  readonly note: (text: string) => void;
}

const PAGE = 500;

/** Hashes every blob again, whole and by chunks, and tells what the law removed and is still there; counts published ones. */
export async function auditBlobs(parts: AuditBlobsParts, found: (damage: Damage) => void): Promise<number> {
  const { layout, list, isPublished } = parts;
  let count = 0;
  for (let page = list('', PAGE); page.length > 0; page = list(page.at(-1)?.digest ?? '', PAGE)) {
    for (const row of page) {
      count += row.published ? 1 : 0;
      noteRemains(parts, row);
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

/** Between the decision and the collecting this is so for a moment; later it should not be. */
function noteRemains({ layout, removedFrom, note }: AuditBlobsParts, row: BlobRow): void {
  const release = removedFrom(row);
  if (release === undefined || !isDigest(row.digest) || !existsSync(blobFile(layout, row.digest))) return;
  note(`the law removed ${row.digest} from ${release}, and it is still on the disk: run "nforge-registry collect"`);
}

/** An unpublished blob without its file is one that was being collected: nothing anybody was promised. */
function unreadable(row: BlobRow, path: string, error: unknown): Damage | undefined {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code !== 'ENOENT') return damage(row, `${path} cannot be read: ${code}`);
  return row.published ? { kind: 'blob-missing', place: row.digest, detail: `${path} is missing` } : undefined;
}
