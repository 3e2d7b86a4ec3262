import type { StoredDocument } from '../../ports.ts';
import type { Rendered } from '../../views/rendered.ts';
import type { Sql } from './sql.ts';

/** Stores a document; writes nothing if its bytes are the stored ones. */
export function putDocument(sql: Sql, { key, etag, immutable, bytes }: Rendered): void {
  sql.run(
    `INSERT INTO document (key, etag, immutable, bytes) VALUES (?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET etag = excluded.etag, bytes = excluded.bytes WHERE etag <> excluded.etag`,
    key,
    etag,
    immutable ? 1 : 0,
    bytes,
  );
}

/** Removes a document. */
export function removeDocument(sql: Sql, key: string): void {
  sql.run('DELETE FROM document WHERE key = ?', key);
}

/** Finds a document. */
export function findDocument(sql: Sql, key: string): StoredDocument | undefined {
  const text = 'SELECT etag, immutable, bytes FROM document WHERE key = ?';
  const row = sql.get<{ etag: string; immutable: number; bytes: Buffer }>(text, key);
  return row && { bytes: row.bytes, etag: row.etag, immutable: row.immutable === 1 };
}

/** Finds the ETag of a document. */
export function findEtag(sql: Sql, key: string): string | undefined {
  return sql.get<{ etag: string }>('SELECT etag FROM document WHERE key = ?', key)?.etag;
}
