import type { Sql } from './sql.ts';

/** Is what an upload takes from the quota of its token. */
export interface UploadRow {
  readonly tokenId: string;
  readonly digest: string;
  readonly bytes: number;
  readonly complete: boolean;
}

/** Sums what a token has uploaded and not published, without one upload. */
export function usedQuota(sql: Sql, tokenId: string, without: string): number {
  const text = 'SELECT coalesce(sum(bytes), 0) AS used FROM upload WHERE token_id = ? AND digest <> ?';
  return sql.get<{ used: number }>(text, tokenId, without)?.used ?? 0;
}

/** Notes how far an upload is. */
export function putUpload(sql: Sql, upload: UploadRow, at: Date): void {
  sql.run(
    `INSERT INTO upload (token_id, digest, bytes, complete, touched_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET bytes = excluded.bytes, complete = excluded.complete, touched_at = excluded.touched_at`,
    upload.tokenId,
    upload.digest,
    upload.bytes,
    upload.complete ? 1 : 0,
    at.getTime(),
  );
}

/** Finds an upload. */
export function findUpload(sql: Sql, tokenId: string, digest: string): UploadRow | undefined {
  const text = 'SELECT bytes, complete FROM upload WHERE token_id = ? AND digest = ?';
  const row = sql.get<{ bytes: number; complete: number }>(text, tokenId, digest);
  return row && { tokenId, digest, bytes: row.bytes, complete: row.complete === 1 };
}

/** Removes an upload that came to nothing. */
export function removeUpload(sql: Sql, tokenId: string, digest: string): void {
  sql.run('DELETE FROM upload WHERE token_id = ? AND digest = ?', tokenId, digest);
}

/** Removes the uploads of a blob: it is published, or collected. */
export function removeUploadsOf(sql: Sql, digest: string): void {
  sql.run('DELETE FROM upload WHERE digest = ?', digest);
}

/** Removes the uploads that nobody went on with since `before`. */
export function removeStaleUploads(sql: Sql, before: Date): number {
  return sql.run('DELETE FROM upload WHERE touched_at < ?', before.getTime());
}
