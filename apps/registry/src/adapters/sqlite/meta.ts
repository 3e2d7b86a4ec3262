import type { Sql } from './sql.ts';

/** Names the random id of the data, which a backup keeps: two backups of one id are of one history. */
export const STORE_ID = 'store-id';

/** Finds a remembered value. */
export function findMeta(sql: Sql, key: string): string | undefined {
  return sql.get<{ value: string }>('SELECT value FROM meta WHERE key = ?', key)?.value;
}

/** Remembers a value. */
export function putMeta(sql: Sql, key: string, value: string): void {
  const text = 'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
  sql.run(text, key, value);
}
