import type { Sql } from '../sql.ts';

/** Stores a detail blob or an envelope; the same bytes again are left as they are. */
export function putDetail(sql: Sql, digest: string, bytes: Uint8Array): void {
  sql.run('INSERT INTO detail (digest, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING', digest, bytes);
}

/** Finds a detail blob or an envelope. */
export function findDetail(sql: Sql, digest: string): Uint8Array | undefined {
  return sql.get<{ bytes: Buffer }>('SELECT bytes FROM detail WHERE digest = ?', digest)?.bytes;
}

/** Removes a detail blob. */
export function removeDetail(sql: Sql, digest: string): void {
  sql.run('DELETE FROM detail WHERE digest = ?', digest);
}
