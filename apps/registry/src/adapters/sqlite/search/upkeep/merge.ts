import type { SearchEntry } from '../../../../views/search-entry.ts';
import type { Sql } from '../../sql.ts';
import { findEntry } from '../entry/entries.ts';
import type { LexiconDoor } from '../entry/lexicon-door.ts';
import { rankClass } from '../entry/rank.ts';
import { rankNow } from '../entry/signals.ts';
import { readState, writeState } from '../entry/state.ts';
import { createWeigher, type Weigher } from '../entry/weigh-entry.ts';
import { openValues, readRank, writeColumns, type Coded } from '../index/columns.ts';
import { formatBlock, parseBlock } from '../index/posting-block.ts';
import { LEVELS, openChangedTerms, type ChangedTerms, type Pairs } from './changed-terms.ts';

/** Says with what entries are read. */
export interface Merging {
  readonly lexicon: LexiconDoor;
  readonly now: Date;
}

/**
 * Brings the postings of entries up to what the entries are now: added, changed or gone. Runs in the transaction of the
 * caller; what it reads and writes grows with the terms of these entries, not with the index. Many at once cost less each.
 */
export function mergeEntries(sql: Sql, ids: readonly number[], { lexicon, now }: Merging): void {
  const weigher = createWeigher(lexicon.open());
  const terms = openChangedTerms(sql, weigher.numbers);
  const codesOf = openValues(sql);
  const coded: (readonly [number, readonly number[] | undefined])[] = [];
  for (const id of ids) {
    const entry = findEntry(sql, id);
    const before = readPairs(sql, id);
    // What no document was has no rank to be held near.
    const ranked = before.length === 0 ? 0 : readRank(sql, id);
    const rank = entry === undefined ? 0 : rankNow(sql, { id, hit: entry.hit, before: ranked }, now);
    const after = entry === undefined ? NO_PAIRS : pairsOf(entry, { order: rankClass(rank), weigher, terms });
    terms.note(id, { before, after });
    coded.push([id, entry === undefined ? undefined : codesOf(entry.hit, rank)]);
    storePairs(sql, id, { pairs: after, fingerprint: lexicon.fingerprint() });
    sql.run('DELETE FROM search_pending WHERE id = ?', id);
  }
  terms.write();
  finish(sql, coded);
}

/** Takes entries out of the postings as if they were gone; whether they wait to be merged does not change. */
export function withdrawEntries(sql: Sql, ids: readonly number[]): void {
  const terms = openChangedTerms(sql, createWeigher(undefined).numbers);
  for (const id of ids) {
    terms.note(id, { before: readPairs(sql, id), after: NO_PAIRS });
    storePairs(sql, id, { pairs: NO_PAIRS, fingerprint: 0 });
  }
  terms.write();
  finish(
    sql,
    ids.map((id) => [id, undefined]),
  );
}

const NO_PAIRS: Pairs = new Float64Array(0);

function pairsOf(
  entry: SearchEntry,
  { order, weigher, terms }: { readonly order: number; readonly weigher: Weigher; readonly terms: ChangedTerms },
): Pairs {
  const pairs: number[] = [];
  weigher.weigh(entry, (term, impact) => {
    pairs.push(terms.idOf(term) * LEVELS + impact * 4 + order);
  });
  return Float64Array.from(pairs).sort();
}

function readPairs(sql: Sql, id: number): Pairs {
  const row = sql.get<{ postings: Uint8Array }>('SELECT postings FROM search_document WHERE id = ?', id);
  return row === undefined ? NO_PAIRS : Float64Array.from(parseBlock(row.postings));
}

function storePairs(sql: Sql, id: number, { pairs, fingerprint }: { pairs: Pairs; fingerprint: number }): void {
  if (pairs.length === 0) sql.run('DELETE FROM search_document WHERE id = ?', id);
  else {
    const text = 'INSERT OR REPLACE INTO search_document (id, lexicon, postings) VALUES (?, ?, ?)';
    sql.run(text, id, fingerprint, formatBlock(pairs));
  }
}

function finish(sql: Sql, coded: Coded): void {
  const version = readState(sql, 'version') + 1;
  writeColumns(sql, coded, version);
  writeState(sql, 'version', version);
  const largest = coded.reduce((most, [id]) => Math.max(most, id), readState(sql, 'largest'));
  writeState(sql, 'largest', largest);
}
