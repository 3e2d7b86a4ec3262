import type { SearchEntry } from '../../../../views/search-entry.ts';
import type { Sql } from '../../sql.ts';
import { findEntry } from './entries.ts';
import type { LexiconDoor } from './lexicon-door.ts';
import { rankNow } from './signals.ts';
import { readState } from './state.ts';
import { weighEntry, type Weighed } from './weigh-entry.ts';

/** Is an entry that the postings do not have as it is. */
export interface PendingEntry {
  readonly id: number;
  /** `undefined`: it is gone. Its words are weighed when they are asked for. */
  readonly found: { readonly entry: SearchEntry; readonly weighed: Weighed; readonly rank: number } | undefined;
}

/** Gives the entries that are to be looked at one by one, as they stand in the database now. */
export type Pending = () => ReadonlyMap<number, PendingEntry>;

/** More are not looked at with a search, the newest first: only a new lexicon or schema leaves so many. */
export const MOST_PENDING = 512;

/** Says with what pending entries are read. */
export interface PendingOptions {
  readonly lexicon: LexiconDoor;
  readonly now: () => Date;
  /** Gives the static rank that a document has in the index. */
  readonly rankBefore: (id: number) => number;
}

/** Opens the pending entries of a connection; each is read once. */
export function openPending(sql: Sql, options: PendingOptions): Pending {
  let held: ReadonlyMap<number, PendingEntry & { readonly stamp: number }> = new Map();
  let seen = '';
  const text = `SELECT id, stamp FROM search_pending ORDER BY stamp DESC LIMIT ${MOST_PENDING}`;
  return () => {
    const state = `${readState(sql, 'stamp')}.${readState(sql, 'version')}`;
    if (state === seen) return held;
    const rows = sql.all<{ id: number; stamp: number }>(text);
    held = new Map(
      rows.map(({ id, stamp }) => {
        const known = held.get(id);
        return [id, known?.stamp === stamp ? known : { id, stamp, found: readFound(sql, id, options) }];
      }),
    );
    seen = state;
    return held;
  };
}

function readFound(sql: Sql, id: number, { lexicon, now, rankBefore }: PendingOptions): PendingEntry['found'] {
  const entry = findEntry(sql, id);
  if (entry === undefined) return undefined;
  const rank = rankNow(sql, { id, hit: entry.hit, before: rankBefore(id) }, now());
  let weighed: Weighed | undefined;
  return {
    entry,
    rank,
    get weighed() {
      return (weighed ??= weighEntry(entry, lexicon.open()));
    },
  };
}
