import type { Sql } from '../../sql.ts';

/**
 * Numbers that the index remembers: `version` counts the merges, `stamp` the changes of entries, `largest` is the largest
 * document, `lexicon` tells with which concepts all entries were read, `ranked` the day on which all static ranks were looked
 * at, `ranking` the last document of those that were looked at since.
 */
export type StateKey = 'version' | 'stamp' | 'largest' | 'lexicon' | 'ranked' | 'ranking';

/** Gives a remembered number, 0 if there is none. */
export function readState(sql: Sql, key: StateKey): number {
  return sql.get<{ value: number }>('SELECT value FROM search_state WHERE key = ?', key)?.value ?? 0;
}

/** Remembers a number. */
export function writeState(sql: Sql, key: StateKey, value: number): void {
  sql.run('INSERT OR REPLACE INTO search_state (key, value) VALUES (?, ?)', key, value);
}
