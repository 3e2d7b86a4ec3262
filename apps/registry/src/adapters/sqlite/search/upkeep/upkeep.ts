import type { Concept } from '@national-forge/analyzer';

import type { Clock, SearchUpkeep } from '../../../../ports.ts';
import type { GroupCommit } from '../../group-commit.ts';
import type { Sql } from '../../sql.ts';
import type { Engine } from '../index/engine.ts';
import { listPending } from '../entry/entries.ts';
import { createLexiconDoor, type LexiconDoor } from '../entry/lexicon-door.ts';
import { mergeEntries } from './merge.ts';
import { MOST_PENDING } from '../entry/pending.ts';
import { areRanksDue, refreshRanks } from './refresh-ranks.ts';
import { readState, writeState } from '../entry/state.ts';

/** Is what the upkeep of an index works with. */
export interface UpkeepParts {
  readonly sql: Sql;
  readonly group: GroupCommit;
  readonly clock: Clock;
  /** Searches with the lexicon that all entries have been read with last. */
  readonly engine: Engine;
}

/** Makes the upkeep of an index; each step is a transaction of its own. */
export function createSearchUpkeep({ sql, group, clock, engine }: UpkeepParts): SearchUpkeep {
  let target = engine.lexicon;
  return {
    settle: async (limit) => {
      const lexicon = target;
      if (isEmpty(sql)) return 0;
      await lexicon.load();
      const now = clock.now();
      if (!isWaiting(sql, lexicon) && !areRanksDue(sql, now)) {
        engine.lexicon = lexicon;
        return 0;
      }
      await lexicon.prepare();
      await group.submit(() => settle(sql, { limit, lexicon, now }));
      const left = countWaiting(sql, lexicon);
      if (left === 0) engine.lexicon = lexicon;
      return left === 0 && areRanksDue(sql, now) ? 1 : left;
    },
    reindex: (concepts: readonly Concept[]) => {
      target = createLexiconDoor(concepts);
    },
  };
}

function settle(sql: Sql, step: { limit: number; lexicon: LexiconDoor; now: Date }): void {
  const { limit, lexicon } = step;
  const pending = listPending(sql, limit).map(({ id }) => id);
  const next = pending.length > 0 ? pending : listOutdated(sql, lexicon, limit);
  if (next.length > 0) mergeEntries(sql, next, step);
  else if (readState(sql, 'lexicon') !== lexicon.fingerprint()) writeState(sql, 'lexicon', lexicon.fingerprint());
  else refreshRanks(sql, step);
}

/** Nothing is waiting where no entry ever was: then no lexicon is needed. */
function isEmpty(sql: Sql): boolean {
  return listPending(sql, 1).length === 0 && sql.get('SELECT 1 AS found FROM search_document LIMIT 1') === undefined;
}

function isWaiting(sql: Sql, lexicon: LexiconDoor): boolean {
  if (listPending(sql, 1).length > 0) return true;
  return readState(sql, 'lexicon') !== lexicon.fingerprint();
}

/** Entries that were read with other concepts; an index finds them. */
function listOutdated(sql: Sql, lexicon: LexiconDoor, limit: number): readonly number[] {
  const text = `SELECT id FROM search_document WHERE lexicon < ? UNION ALL
    SELECT id FROM search_document WHERE lexicon > ? LIMIT ?`;
  const fingerprint = lexicon.fingerprint();
  return sql.all<{ id: number }>(text, fingerprint, fingerprint, limit).map(({ id }) => id);
}

/** Counts up to a thousand: more are many. */
function countWaiting(sql: Sql, lexicon: LexiconDoor): number {
  const pending = listPending(sql, 1000).length;
  if (pending > 0 || readState(sql, 'lexicon') === lexicon.fingerprint()) return pending;
  return Math.max(1, listOutdated(sql, lexicon, 1000).length);
}

/** Merges all that waits where it is more than searches look at, in the transaction of the caller, whom nobody waits for. */
export async function settleMany(
  sql: Sql,
  merging: { readonly lexicon: LexiconDoor; readonly now: Date },
): Promise<void> {
  if (listPending(sql, MOST_PENDING + 1).length <= MOST_PENDING) return;
  await merging.lexicon.prepare();
  for (let pending = listPending(sql, PORTION); pending.length > 0; pending = listPending(sql, PORTION)) {
    mergeEntries(
      sql,
      pending.map(({ id }) => id),
      merging,
    );
  }
}

/** Entries that are merged at once where no one else waits. */
const PORTION = 8192;
