import type { Sql } from './sql.ts';

/** Is a complete blob as it is stored. */
export interface BlobRow {
  readonly digest: string;
  readonly size: number;
  /** SHA-256 of each chunk, one after the other. */
  readonly chunks: Buffer;
  readonly touchedAt: number;
  readonly published: boolean;
}

interface Row {
  readonly digest: string;
  readonly size: number;
  readonly chunks: Buffer;
  readonly touched_at: number;
  readonly published: number;
}

/** Finds a complete blob. */
export function findBlobRow(sql: Sql, digest: string): BlobRow | undefined {
  const row = sql.get<Row>('SELECT digest, size, chunks, touched_at, published FROM blob WHERE digest = ?', digest);
  return row && blobOf(row);
}

/** Stores a complete blob, or notes that it was stored again. */
export function putBlob(sql: Sql, blob: Omit<BlobRow, 'published' | 'touchedAt'>, at: Date): void {
  const text = `INSERT INTO blob (digest, size, chunks, touched_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (digest) DO UPDATE SET touched_at = excluded.touched_at, size = excluded.size, chunks = excluded.chunks`;
  sql.run(text, blob.digest, blob.size, blob.chunks, at.getTime());
}

/** Notes that a blob is in use, so that collecting leaves it for another day. */
export function touchBlob(sql: Sql, digest: string, at: Date): void {
  sql.run('UPDATE blob SET touched_at = ? WHERE digest = ?', at.getTime(), digest);
}

/** Notes that a release refers to a blob, if it is there. */
export function publishBlob(sql: Sql, digest: string): void {
  sql.run('UPDATE blob SET published = 1 WHERE digest = ?', digest);
}

/** Notes that no release refers to a blob any more; the next collecting removes it. */
export function unpublishBlob(sql: Sql, digest: string): void {
  sql.run('UPDATE blob SET published = 0, touched_at = 0 WHERE digest = ?', digest);
}

/** Lists unpublished blobs not touched since `before`. */
export function listStaleBlobs(sql: Sql, before: Date, limit: number): readonly { digest: string; size: number }[] {
  const text = `SELECT digest, size FROM blob WHERE published = 0 AND touched_at < ? ORDER BY touched_at LIMIT ?`;
  return sql.all(text, before.getTime(), limit);
}

/** Removes the row of an unpublished blob. */
export function removeBlobRow(sql: Sql, digest: string): void {
  sql.run('DELETE FROM derived WHERE source = ?', digest);
  sql.run('DELETE FROM blob WHERE digest = ? AND published = 0', digest);
}

/** Lists blobs after `after`, by digest. */
export function listBlobRows(sql: Sql, after: string, limit: number): readonly BlobRow[] {
  const text = 'SELECT digest, size, chunks, touched_at, published FROM blob WHERE digest > ? ORDER BY digest LIMIT ?';
  return sql.all<Row>(text, after, limit).map(blobOf);
}

function blobOf(row: Row): BlobRow {
  const { digest, size, chunks } = row;
  return { digest, size, chunks, touchedAt: row.touched_at, published: row.published === 1 };
}
