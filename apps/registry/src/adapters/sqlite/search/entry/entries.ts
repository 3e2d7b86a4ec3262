import type { SearchEntry } from '../../../../views/search-entry.ts';
import type { Sql } from '../../sql.ts';
import { readState, writeState } from './state.ts';

interface Row {
  readonly hit: string;
  readonly text: string;
}

/** Puts the entry of an algorithm into the index, in place of the one that is there: found at once, merged later. */
export function putSearchEntry(sql: Sql, id: number, entry: SearchEntry): void {
  storeEntry(sql, id, entry);
  notePending(sql, id);
}

/** Stores an entry that is merged in the same transaction. */
export function storeEntry(sql: Sql, id: number, entry: SearchEntry): void {
  const { hit, ...rest } = entry;
  const text = `INSERT INTO search_entry (id, name, version, hit, text) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
    SET name = excluded.name, version = excluded.version, hit = excluded.hit, text = excluded.text`;
  sql.run(text, id, hit.name, hit.version, JSON.stringify(hit), JSON.stringify(rest));
}

/** Takes an algorithm out of the index. */
export function removeSearchEntry(sql: Sql, id: number): void {
  if (sql.run('DELETE FROM search_entry WHERE id = ?', id) > 0) notePending(sql, id);
}

/** Notes that the postings of an entry are not those it should have. */
function notePending(sql: Sql, id: number): void {
  const stamp = readState(sql, 'stamp') + 1;
  writeState(sql, 'stamp', stamp);
  sql.run('INSERT OR REPLACE INTO search_pending (id, stamp) VALUES (?, ?)', id, stamp);
}

/** Gives the hit that the index shows for an algorithm. */
export function findSearchHit(sql: Sql, id: number): string | undefined {
  return sql.get<{ hit: string }>('SELECT hit FROM search_entry WHERE id = ?', id)?.hit;
}

/** Finds an entry. */
export function findEntry(sql: Sql, id: number): SearchEntry | undefined {
  const row = sql.get<Row>('SELECT hit, text FROM search_entry WHERE id = ?', id);
  if (row === undefined) return undefined;
  const rest = JSON.parse(row.text) as Omit<SearchEntry, 'hit'>;
  return { ...rest, hit: JSON.parse(row.hit) as SearchEntry['hit'] };
}

/** Lists entries whose postings are to be brought up to date, the oldest change first. */
export function listPending(sql: Sql, limit: number): readonly { readonly id: number; readonly stamp: number }[] {
  return sql.all('SELECT id, stamp FROM search_pending ORDER BY stamp LIMIT ?', limit);
}
