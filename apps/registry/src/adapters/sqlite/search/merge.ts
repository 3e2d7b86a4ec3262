import type { SearchEntry } from '../../../views/search-entry.ts';
import type { Sql } from '../sql.ts';
import { codesOf, writeColumns, type Coded } from './columns.ts';
import { findEntry } from './entries.ts';
import type { LexiconDoor } from './lexicon-door.ts';
import { changeMembers } from './members.ts';
import { formatBlock, parseBlock, postingKey } from './posting-block.ts';
import { changePostings } from './postings.ts';
import { packRank, rankClass } from './rank.ts';
import { readSignals } from './signals.ts';
import { putSpelling, removeSpelling } from './spelling.ts';
import { readState, writeState } from './state.ts';
import { countDocuments, keyOfTerm, openTerm, removeTerm } from './vocabulary.ts';
import { weighEntry } from './weigh-entry.ts';

/** Says with what entries are read. */
export interface Merging {
  readonly lexicon: LexiconDoor;
  readonly now: Date;
}

interface TermChange {
  readonly removed: number[];
  readonly added: number[];
}

/** Terms and levels of a document, as `term * 256 + level`, ascending. */
type Pairs = readonly number[];

const LEVELS = 256;

/**
 * Brings the postings of entries up to what the entries are now: added, changed or gone. Runs in the transaction of the
 * caller; what it reads and writes grows with the terms of these entries, not with the index.
 */
export function mergeEntries(sql: Sql, ids: readonly number[], merging: Merging): void {
  const changes = new Map<number, TermChange>();
  const coded: (readonly [number, readonly number[] | undefined])[] = [];
  for (const id of ids) {
    const entry = findEntry(sql, id);
    const rank = entry === undefined ? 0 : packRank(entry.hit, readSignals(sql, entry.hit, merging.now));
    const pairs = entry === undefined ? [] : pairsOf(sql, entry, { rank, merging });
    noteChanges(changes, id, { before: readPairs(sql, id), after: pairs });
    coded.push([id, entry === undefined ? undefined : codesOf(sql, entry.hit, rank)]);
    storePairs(sql, id, { pairs, fingerprint: merging.lexicon.fingerprint });
    sql.run('DELETE FROM search_pending WHERE id = ?', id);
  }
  for (const [term, change] of [...changes].sort(([a], [b]) => a - b)) applyChange(sql, term, change);
  finish(sql, coded);
}

function pairsOf(sql: Sql, entry: SearchEntry, { rank, merging }: { rank: number; merging: Merging }): Pairs {
  const order = rankClass(rank);
  const pairs: number[] = [];
  for (const [key, impact] of weighEntry(entry, merging.lexicon.open())) {
    const { id, isNew } = openTerm(sql, key);
    if (isNew && key.startsWith('e')) putSpelling(sql, key.slice(1), id);
    pairs.push(id * LEVELS + impact * 4 + order);
  }
  return pairs.sort((a, b) => a - b);
}

function readPairs(sql: Sql, id: number): Pairs {
  const row = sql.get<{ postings: Uint8Array }>('SELECT postings FROM search_document WHERE id = ?', id);
  return row === undefined ? [] : parseBlock(row.postings);
}

function storePairs(sql: Sql, id: number, { pairs, fingerprint }: { pairs: Pairs; fingerprint: string }): void {
  if (pairs.length === 0) sql.run('DELETE FROM search_document WHERE id = ?', id);
  else {
    const text = 'INSERT OR REPLACE INTO search_document (id, lexicon, postings) VALUES (?, ?, ?)';
    sql.run(text, id, fingerprint, formatBlock(pairs));
  }
}

function noteChanges(changes: Map<number, TermChange>, id: number, pairs: { before: Pairs; after: Pairs }): void {
  const before = new Set(pairs.before);
  const after = new Set(pairs.after);
  const changeOf = (pair: number): TermChange => {
    const term = Math.floor(pair / LEVELS);
    const change = changes.get(term) ?? { removed: [], added: [] };
    changes.set(term, change);
    return change;
  };
  for (const pair of before) if (!after.has(pair)) changeOf(pair).removed.push(postingKey(pair % LEVELS, id));
  for (const pair of after) if (!before.has(pair)) changeOf(pair).added.push(postingKey(pair % LEVELS, id));
}

function applyChange(sql: Sql, term: number, { removed, added }: TermChange): void {
  const by = added.length - removed.length;
  const change = { removed: removed.sort((a, b) => a - b), added: added.sort((a, b) => a - b) };
  changePostings(sql, term, change);
  const after = countDocuments(sql, term, by);
  changeMembers(sql, term, { ...change, before: after - by, after });
  if (after > 0) return;
  const key = keyOfTerm(sql, term);
  if (key.startsWith('e')) removeSpelling(sql, key.slice(1), term);
  removeTerm(sql, term);
}

function finish(sql: Sql, coded: Coded): void {
  const version = readState(sql, 'version') + 1;
  writeColumns(sql, coded, version);
  writeState(sql, 'version', version);
  const largest = coded.reduce((most, [id]) => Math.max(most, id), readState(sql, 'largest'));
  writeState(sql, 'largest', largest);
}
