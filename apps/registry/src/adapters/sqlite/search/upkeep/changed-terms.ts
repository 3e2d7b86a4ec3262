import type { Sql } from '../../sql.ts';
import type { TermNumbers } from '../entry/term-numbers.ts';
import { changeMembers } from '../index/members.ts';
import { postingKey } from '../index/posting-block.ts';
import { changePostings, removePostings } from '../index/postings.ts';
import { putSpellings, removeSpelling, type NewWord } from '../index/spelling.ts';
import { findTerm, getTerm, insertTerm, largestTerm, removeTerm, updateTerm, type Term } from '../index/vocabulary.ts';

/** Is what a document has: terms and levels as `term * 256 + level`, ascending. */
export type Pairs = Float64Array;

/** Levels of a term. */
export const LEVELS = 256;

/** Is a term that entries of a merge have, as it was before the merge, with what changes. */
interface ChangedTerm extends Term {
  readonly key: string;
  readonly isNew: boolean;
  readonly removed: number[];
  readonly added: number[];
}

/**
 * Holds the terms of a merge and what changes among their postings. Many entries share their words: each is looked up once,
 * and written once, at the end.
 */
export interface ChangedTerms {
  /** Gives the number that a term has in the index by that which it has among the words of this merge. */
  idOf(number: number): number;
  /** Notes what a document had and has. */
  note(document: number, pairs: { readonly before: Pairs; readonly after: Pairs }): void;
  /** Writes what changed. */
  write(): void;
}

/** Opens the terms of a merge; without words, those that documents had. */
export function openChangedTerms(sql: Sql, numbers: Pick<TermNumbers, 'keyOf'>): ChangedTerms {
  const ids: number[] = [];
  const terms = new Map<number, ChangedTerm>();
  let last = largestTerm(sql);
  const add = (term: Omit<ChangedTerm, 'removed' | 'added'>): ChangedTerm => {
    const changed = { ...term, removed: [], added: [] };
    terms.set(term.id, changed);
    return changed;
  };
  const open = (number: number): number => {
    const key = numbers.keyOf(number);
    const found = findTerm(sql, key);
    if (found === undefined) return add({ id: ++last, key, documents: 0, postings: null, isNew: true }).id;
    if (!terms.has(found.id)) add({ ...found, key, isNew: false });
    return found.id;
  };
  const termOf = (id: number): ChangedTerm => terms.get(id) ?? add({ ...getTerm(sql, id), isNew: false });
  return {
    idOf: (number) => (ids[number] ??= open(number)),
    note: (document, { before, after }) => {
      visitDifferences(before, after, (pair, isAdded) => {
        const term = termOf(Math.floor(pair / LEVELS));
        const key = postingKey(pair % LEVELS, document);
        if (isAdded) term.added.push(key);
        else term.removed.push(key);
      });
    },
    write: () => writeTerms(sql, terms),
  };
}

/** Walks along two ascending lists and visits what is in one of them alone. */
function visitDifferences(before: Pairs, after: Pairs, visit: (pair: number, isAdded: boolean) => void): void {
  let old = 0;
  for (const pair of after) {
    for (; old < before.length && (before[old] ?? 0) < pair; old += 1) visit(before[old] ?? 0, false);
    if (before[old] === pair) old += 1;
    else visit(pair, true);
  }
  for (; old < before.length; old += 1) visit(before[old] ?? 0, false);
}

/** In the order of their numbers, which is that of the tables. */
function writeTerms(sql: Sql, terms: ReadonlyMap<number, ChangedTerm>): void {
  const words: NewWord[] = [];
  for (const term of [...terms.values()].sort((a, b) => a.id - b.id)) {
    if (term.removed.length === 0 && term.added.length === 0) continue;
    writeTerm(sql, term);
    if (term.isNew && term.key.startsWith('e')) words.push({ word: term.key.slice(1), term: term.id });
  }
  putSpellings(sql, words);
}

const ascending = (a: number, b: number): number => a - b;

function writeTerm(sql: Sql, term: ChangedTerm): void {
  const removed = term.removed.sort(ascending);
  const added = term.added.sort(ascending);
  const before = term.documents;
  const after = before + added.length - removed.length;
  if (after === 0) forgetTerm(sql, term);
  else {
    const changed = { ...term, documents: after, postings: changePostings(sql, term, { removed, added }) };
    if (term.isNew) insertTerm(sql, changed);
    else updateTerm(sql, changed);
  }
  changeMembers(sql, term.id, { removed, added, before, after });
}

function forgetTerm(sql: Sql, { id, key, postings }: ChangedTerm): void {
  if (key.startsWith('e')) removeSpelling(sql, key.slice(1), id);
  if (postings === null) removePostings(sql, id);
  removeTerm(sql, id);
}
