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

/** Lists the keys of a document and of all beneath it. */
export function listKeysUnder(sql: Sql, key: string): readonly string[] {
  const text = 'SELECT key FROM document WHERE key = ? OR (key > ? AND key < ?)';
  return sql.all<{ key: string }>(text, key, `${key}/`, `${key}0`).map((row) => row.key);
}

/** Moves what never changes beneath a document to another key, and removes the rest, which will be rendered anew. */
export function moveFrozen(sql: Sql, from: string, to: string): void {
  const under = [`${from}/`, `${from}0`];
  const text = 'UPDATE document SET key = ? || substr(key, ?) WHERE immutable = 1 AND key > ? AND key < ?';
  sql.run(text, to, from.length + 1, ...under);
  sql.run('DELETE FROM document WHERE key = ? OR (key > ? AND key < ?)', from, ...under);
}
