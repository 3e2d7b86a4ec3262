import type { SearchHit } from '@national-forge/api';

import type { Sql } from '../../sql.ts';
import { rankNow } from '../entry/signals.ts';
import { readState, writeState } from '../entry/state.ts';
import { readRank } from '../index/columns.ts';
import { mergeEntries, type Merging } from './merge.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Of so many entries at most it is asked in a step what speaks for them. */
const LOOKED_AT = 256;

const dayOf = (now: Date): number => Math.floor(now.getTime() / DAY);

/** Tells whether the static ranks have not been looked at today: downloads, dependents and age move them without a publish. */
export function areRanksDue(sql: Sql, now: Date): boolean {
  return readState(sql, 'ranked') !== dayOf(now);
}

/** Looks at the static ranks of some entries, where the step before ended; merges anew those whose rank moved, at most so many. */
export function refreshRanks(sql: Sql, { limit, ...merging }: Merging & { readonly limit: number }): void {
  const text = 'SELECT id, hit FROM search_entry WHERE id > ? ORDER BY id LIMIT ?';
  const rows = sql.all<{ id: number; hit: string }>(text, readState(sql, 'ranking'), LOOKED_AT);
  const moved: number[] = [];
  let last = 0;
  for (const { id, hit } of rows) {
    if (moved.length === limit) break;
    last = id;
    const before = readRank(sql, id);
    const signed = { id, hit: JSON.parse(hit) as SearchHit, before };
    if (rankNow(sql, signed, merging.now) !== before) moved.push(id);
  }
  if (moved.length > 0) mergeEntries(sql, moved, merging);
  const isDone = rows.length < LOOKED_AT && last === (rows.at(-1)?.id ?? 0);
  writeState(sql, 'ranking', isDone ? 0 : last);
  if (isDone) writeState(sql, 'ranked', dayOf(merging.now));
}
