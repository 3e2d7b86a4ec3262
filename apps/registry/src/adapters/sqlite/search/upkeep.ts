import type { Concept } from '@national-forge/analyzer';

import type { Clock, SearchUpkeep } from '../../../ports.ts';
import type { GroupCommit } from '../group-commit.ts';
import type { Sql } from '../sql.ts';
import type { Engine } from './engine.ts';
import { listPending } from './entries.ts';
import { createLexiconDoor, type LexiconDoor } from './lexicon-door.ts';
import { mergeEntries } from './merge.ts';
import { readState, writeState } from './state.ts';

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
      if (!isWaiting(sql, target)) return 0;
      await target.prepare();
      const lexicon = target;
      await group.submit(() => settle(sql, { limit, lexicon, now: clock.now() }));
      const left = countWaiting(sql, lexicon);
      if (left === 0) engine.lexicon = lexicon;
      return left;
    },
    reindex: (concepts: readonly Concept[]) => {
      target = createLexiconDoor(() => concepts);
    },
  };
}

function settle(sql: Sql, step: { limit: number; lexicon: LexiconDoor; now: Date }): void {
  const { limit, lexicon } = step;
  const pending = listPending(sql, limit).map(({ id }) => id);
  const next = pending.length > 0 ? pending : listOutdated(sql, lexicon, limit);
  if (next.length > 0) mergeEntries(sql, next, step);
  else writeState(sql, 'lexicon', lexicon.fingerprint());
}

/** Nothing is waiting where no entry ever was: then no lexicon is needed. */
function isWaiting(sql: Sql, lexicon: LexiconDoor): boolean {
  if (listPending(sql, 1).length > 0) return true;
  if (sql.get('SELECT 1 AS found FROM search_document LIMIT 1') === undefined) return false;
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

/** Merges everything that waits, in the transaction of the caller. */
export function settleAll(sql: Sql, merging: { readonly lexicon: LexiconDoor; readonly now: Date }): void {
  for (let pending = listPending(sql, 512); pending.length > 0; pending = listPending(sql, 512)) {
    mergeEntries(
      sql,
      pending.map(({ id }) => id),
      merging,
    );
  }
}
