import type { SearchEntry } from '../../../../views/search-entry.ts';
import type { Sql } from '../../sql.ts';
import { codesOf, writeColumns, type Coded } from '../index/columns.ts';
import { findEntry } from '../entry/entries.ts';
import type { LexiconDoor } from '../entry/lexicon-door.ts';
import { changeMembers } from '../index/members.ts';
import { formatBlock, parseBlock, postingKey } from '../index/posting-block.ts';
import { changePostings, insertPostings } from '../index/postings.ts';
import { packRank, rankClass } from '../entry/rank.ts';
import { readSignals } from '../entry/signals.ts';
import { putSpelling, removeSpelling } from '../index/spelling.ts';
import { readState, writeState } from '../entry/state.ts';
import { findTerm, getTerm, insertTerm, largestTerm, removeTerm, setDocuments } from '../index/vocabulary.ts';
import { weighEntry } from '../entry/weigh-entry.ts';

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
  const terms = createTerms(sql);
  const coded: (readonly [number, readonly number[] | undefined])[] = [];
  for (const id of ids) {
    const entry = findEntry(sql, id);
    const rank = entry === undefined ? 0 : packRank(entry.hit, readSignals(sql, { id, hit: entry.hit }, merging.now));
    const pairs = entry === undefined ? [] : pairsOf(entry, { rank, merging, terms });
    noteChanges(changes, id, { before: readPairs(sql, id), after: pairs });
    coded.push([id, entry === undefined ? undefined : codesOf(sql, entry.hit, rank)]);
    storePairs(sql, id, { pairs, fingerprint: merging.lexicon.fingerprint() });
    sql.run('DELETE FROM search_pending WHERE id = ?', id);
  }
  applyChanges(sql, changes, terms);
  finish(sql, coded);
}

/** Takes entries out of the postings as if they were gone; whether they wait to be merged does not change. */
export function withdrawEntries(sql: Sql, ids: readonly number[]): void {
  const changes = new Map<number, TermChange>();
  for (const id of ids) {
    noteChanges(changes, id, { before: readPairs(sql, id), after: [] });
    storePairs(sql, id, { pairs: [], fingerprint: 0 });
  }
  applyChanges(sql, changes, createTerms(sql));
  finish(
    sql,
    ids.map((id) => [id, undefined]),
  );
}

/** Is a term that entries of a merge have, as it was before the merge. */
interface KnownTerm {
  readonly id: number;
  readonly key: string;
  readonly documents: number;
  readonly isNew: boolean;
}

/** Gives terms their numbers. Many entries share their words: each is looked up once, and a new one is stored at the end. */
interface Terms {
  open(key: string): number;
  known(id: number): KnownTerm | undefined;
}

function createTerms(sql: Sql): Terms {
  const byKey = new Map<string, KnownTerm>();
  const byId = new Map<number, KnownTerm>();
  let last = largestTerm(sql);
  return {
    open: (key) => {
      const held = byKey.get(key);
      if (held !== undefined) return held.id;
      const found = findTerm(sql, key);
      const term =
        found === undefined ? { id: ++last, key, documents: 0, isNew: true } : { ...found, key, isNew: false };
      byKey.set(key, term);
      byId.set(term.id, term);
      return term.id;
    },
    known: (id) => byId.get(id),
  };
}

function pairsOf(
  entry: SearchEntry,
  { rank, merging, terms }: { rank: number; merging: Merging; terms: Terms },
): Pairs {
  const order = rankClass(rank);
  const pairs: number[] = [];
  for (const [key, impact] of weighEntry(entry, merging.lexicon.open())) {
    pairs.push(terms.open(key) * LEVELS + impact * 4 + order);
  }
  return pairs.sort((a, b) => a - b);
}

function readPairs(sql: Sql, id: number): Pairs {
  const row = sql.get<{ postings: Uint8Array }>('SELECT postings FROM search_document WHERE id = ?', id);
  return row === undefined ? [] : parseBlock(row.postings);
}

function storePairs(sql: Sql, id: number, { pairs, fingerprint }: { pairs: Pairs; fingerprint: number }): void {
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

/** In the order of their numbers, which is that of the tables. */
function applyChanges(sql: Sql, changes: ReadonlyMap<number, TermChange>, terms: Terms): void {
  for (const [id, change] of [...changes].sort(([a], [b]) => a - b)) {
    applyChange(sql, { ...change, term: terms.known(id) ?? { ...getTerm(sql, id), isNew: false } });
  }
}

function applyChange(sql: Sql, change: TermChange & { readonly term: KnownTerm }): void {
  const { term, removed, added } = change;
  const ordered = { removed: removed.sort((a, b) => a - b), added: added.sort((a, b) => a - b) };
  const after = term.documents + added.length - removed.length;
  if (term.isNew) {
    insertTerm(sql, { ...term, documents: after });
    insertPostings(sql, term.id, ordered.added);
    if (term.key.startsWith('e')) putSpelling(sql, term.key.slice(1), term.id);
  } else {
    changePostings(sql, term.id, { ...ordered, before: term.documents });
    if (after > 0) setDocuments(sql, term.id, after);
    else forgetTerm(sql, term);
  }
  changeMembers(sql, term.id, { ...ordered, before: term.documents, after });
}

function forgetTerm(sql: Sql, { id, key }: KnownTerm): void {
  if (key.startsWith('e')) removeSpelling(sql, key.slice(1), id);
  removeTerm(sql, id);
}

function finish(sql: Sql, coded: Coded): void {
  const version = readState(sql, 'version') + 1;
  writeColumns(sql, coded, version);
  writeState(sql, 'version', version);
  const largest = coded.reduce((most, [id]) => Math.max(most, id), readState(sql, 'largest'));
  writeState(sql, 'largest', largest);
}
