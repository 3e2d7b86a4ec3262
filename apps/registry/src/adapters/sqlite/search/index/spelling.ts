import type { Sql } from '../../sql.ts';
import { hashOf } from '../entry/streams.ts';
import type { Term } from './vocabulary.ts';

/** Words of so many letters may have an error, longer ones two. */
const ONE_ERROR = 4;
const TWO_ERRORS = 8;

/** Only so many first letters are left out in turn: an error after them changes the rest of the word, not its key. */
const LOOKED_AT = 8;

const WORD = /^[\p{L}\p{M}]+$/u;
const LONGEST = 30;

/** Tells how many errors a word may have; none if it is no word. */
export function errorsOf(word: string): 0 | 1 | 2 {
  if (word.length < ONE_ERROR || word.length > LONGEST || !WORD.test(word)) return 0;
  return word.length < TWO_ERRORS ? 1 : 2;
}

/**
 * Lists what is left of a word when up to so many of its first letters are left out, as hashes of 32 bits: two words that are
 * that close have one in common (symmetric deletion: Bocek, Hunt and Stiller 2007; the limit to the first letters is
 * that of SymSpell).
 */
export function deletionsOf(word: string, errors: number): ReadonlySet<number> {
  const found = new Set<string>([word.slice(0, LOOKED_AT)]);
  let last: ReadonlySet<string> = new Set(found);
  for (let error = 0; error < errors; error += 1) {
    const next = new Set<string>();
    for (const part of last) {
      for (let at = 0; at < part.length; at += 1) next.add(part.slice(0, at) + part.slice(at + 1));
    }
    for (const part of next) found.add(part);
    last = next;
  }
  return new Set(Array.from(found, (part) => hashOf(part)));
}

/** Is a word that is new, with its term. */
export interface NewWord {
  readonly word: string;
  readonly term: number;
}

/** Stores how new words may be misspelt: in the order of the table, many rows with a statement. */
export function putSpellings(sql: Sql, words: readonly NewWord[]): void {
  for (let from = 0; from < words.length; from += SORTED) putSorted(sql, words.slice(from, from + SORTED));
}

/** So many words are sorted together: hash and place fit into the 53 bits of a number. */
const SORTED = 2 ** 20;

const ROWS = 64;
const INSERT = 'INSERT OR IGNORE INTO search_spelling (hash, term) VALUES ';
const INSERT_ROWS = INSERT + Array.from({ length: ROWS }, () => '(?, ?)').join(', ');

function putSorted(sql: Sql, words: readonly NewWord[]): void {
  const keys: number[] = [];
  for (const [place, { word }] of words.entries()) {
    const errors = errorsOf(word);
    if (errors > 0) for (const hash of deletionsOf(word, errors)) keys.push(hash * SORTED + place);
  }
  const values: number[] = [];
  for (const key of Float64Array.from(keys).sort()) {
    values.push(Math.floor(key / SORTED), words[key % SORTED]?.term ?? 0);
  }
  const whole = values.length - (values.length % (ROWS * 2));
  for (let at = 0; at < whole; at += ROWS * 2) sql.run(INSERT_ROWS, ...values.slice(at, at + ROWS * 2));
  for (let at = whole; at < values.length; at += 2) sql.run(`${INSERT}(?, ?)`, ...values.slice(at, at + 2));
}

/** Forgets how a word may be misspelt. */
export function removeSpelling(sql: Sql, word: string, term: number): void {
  const errors = errorsOf(word);
  if (errors === 0) return;
  for (const hash of deletionsOf(word, errors)) {
    sql.run('DELETE FROM search_spelling WHERE hash = ? AND term = ?', hash, term);
  }
}

/** How many words of one key are looked at. */
const SHARED = 200;

/** Lists terms that a word with so many errors may stand for; their distance is still to be measured. */
export function listAlike(sql: Sql, word: string, errors: number): readonly (Term & { readonly key: string })[] {
  const found = new Map<number, Term & { readonly key: string }>();
  const text = `SELECT search_term.id, key, documents, postings FROM search_spelling JOIN search_term ON search_term.id = term
    WHERE hash = ? LIMIT ${SHARED}`;
  for (const hash of deletionsOf(word, errors)) {
    for (const row of sql.all<Term & { key: string }>(text, hash)) found.set(row.id, row);
  }
  return [...found.values()];
}

/**
 * Measures how many letters were left out, put in, changed or swapped with a neighbour between two words (restricted
 * Damerau-Levenshtein: Damerau 1964); stops at `most + 1`.
 */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const put = Math.min(cell(above, j), cell(row, j - 1)) + 1;
      const changed = cell(above, j - 1) + (isSame ? 0 : 1);
      row.push(Math.min(put, changed, isSwapped ? cell(before, j - 2) + 1 : Infinity));
    }
    before = above;
    above = row;
  }
  return Math.min(cell(above, b.length), most + 1);
}

const cell = (row: readonly number[], at: number): number => row[at] ?? 0;
