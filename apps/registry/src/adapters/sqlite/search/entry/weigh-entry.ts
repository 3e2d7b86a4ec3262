import { analyze, type Lexicon } from '@national-forge/analyzer';

import type { SearchEntry } from '../../../../views/search-entry.ts';
import { facetValues } from './facet-values.ts';
import { FIELDS, fieldTexts, type Field, type FieldText } from './fields.ts';
import { nameKey } from './name-key.ts';
import { visitPairs } from './pairs.ts';
import { EVERY, termKey } from './streams.ts';
import { createTermNumbers, NO_TERM, type TermNumbers, type WordTerms } from './term-numbers.ts';

/** Is what an entry is found by: the impact of each term, from 0 to 63. */
export type Weighed = ReadonlyMap<string, number>;

/** Is the highest impact. */
export const TOP_IMPACT = 63;

/** How soon another occurrence says nothing new: the k1 of BM25. */
const K1 = 1.2;

/** A word of a longer label speaks of its own concept, too, but less: income tax is a tax. */
const INNER = 0.5;

/** Weighs entries with one lexicon; remembers what words say from one to the next. */
export interface Weigher {
  readonly numbers: TermNumbers;
  /**
   * Weighs an entry: for each term of each stream how much the entry is about it, by BM25F over the fields, without the
   * frequency of the term among documents, which is the query's affair. Visits each term once. Linear in the text.
   */
  weigh(entry: SearchEntry, visit: (term: number, impact: number) => void): void;
}

/** Makes a weigher. */
export function createWeigher(lexicon: Lexicon | undefined): Weigher {
  const numbers = createTermNumbers();
  const sums = createSums();
  return {
    numbers,
    weigh: (entry, visit) => {
      for (const field of fieldTexts(entry)) addText({ numbers, sums }, field, lexicon);
      for (const [facet, values] of facetValues(entry.hit)) {
        for (const value of values) sums.add(numbers.numberOf(termKey('f', `${facet}=${value}`)), 0);
      }
      sums.add(numbers.numberOf(EVERY), 0);
      sums.take(visit);
      for (const [key, impact] of namesOf(entry)) visit(numbers.numberOf(key), impact);
    },
  };
}

/** Weighs one entry. */
export function weighEntry(entry: SearchEntry, lexicon: Lexicon | undefined): Weighed {
  const weigher = createWeigher(lexicon);
  const weighed = new Map<string, number>();
  weigher.weigh(entry, (term, impact) => weighed.set(weigher.numbers.keyOf(term), impact));
  return weighed;
}

/** Adds up what each term is worth in an entry, by the numbers of terms; the same memory serves one entry after the other. */
interface Sums {
  add(term: number, worth: number): void;
  /** Visits the impacts of all terms that were added, and begins anew. */
  take(visit: (term: number, impact: number) => void): void;
}

function createSums(): Sums {
  let sums = new Float64Array(4096);
  let isMet = new Uint8Array(sums.length);
  let met: number[] = [];
  const grow = (least: number): void => {
    const size = Math.max(least, sums.length * 2);
    const [larger, flags] = [new Float64Array(size), new Uint8Array(size)];
    larger.set(sums);
    flags.set(isMet);
    [sums, isMet] = [larger, flags];
  };
  return {
    add: (term, worth) => {
      if (term >= sums.length) grow(term + 1);
      if (isMet[term] === 0) {
        isMet[term] = 1;
        met.push(term);
      }
      sums[term] = (sums[term] ?? 0) + worth;
    },
    take: (visit) => {
      const taken = met;
      met = [];
      for (const term of taken) {
        const sum = sums[term] ?? 0;
        sums[term] = 0;
        isMet[term] = 0;
        visit(term, sum === 0 ? 0 : Math.max(1, Math.round((TOP_IMPACT * sum) / (K1 + sum))));
      }
    },
  };
}

interface Adding {
  readonly numbers: TermNumbers;
  readonly sums: Sums;
}

function addText({ numbers, sums }: Adding, { field, language, text }: FieldText, lexicon: Lexicon | undefined): void {
  const tokens = analyze(text, { language });
  const length = (tokens.at(-1)?.position ?? 0) + 1;
  const { weight, words: usual, b } = FIELDS[field];
  const one = weight / (1 - b + (b * length) / usual);
  const words = tokens.map((token) => numbers.wordOf(token, language));
  for (const word of words) addWord(sums, word, { field, one });
  for (const { concept, isInner } of lexicon?.match(text, tokens, { inner: true }) ?? [])
    sums.add(numbers.numberOf(termKey('c', concept.id)), isInner === true ? one * INNER : one);
  visitPairs(text, tokens, (first, second) => {
    sums.add(numbers.pairOf(words[first] as WordTerms, words[second] as WordTerms), 0);
  });
}

/** Consonants join what only sounds alike: of the places where names stand they are kept, elsewhere where they are many. */
const NAMES: ReadonlySet<Field> = new Set(['name', 'title', 'keywords']);
const MANY_CONSONANTS = 4;

function addWord(
  sums: Sums,
  { exact, stems, skeleton, consonants }: WordTerms,
  { field, one }: { readonly field: Field; readonly one: number },
): void {
  if (exact !== NO_TERM) sums.add(exact, one);
  for (const stem of stems) if (stem !== NO_TERM) sums.add(stem, one);
  if (skeleton !== NO_TERM && consonants >= (NAMES.has(field) ? 1 : MANY_CONSONANTS)) sums.add(skeleton, one);
}

/** What an entry is called: 2 for its whole name, 1 for its name in its agency. */
function namesOf({ hit, formerNames = [] }: SearchEntry): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const name of [hit.name, ...formerNames]) {
    names.set(termKey('n', nameKey(name)), 2);
    names.set(termKey('n', nameKey(name.slice(name.indexOf('/') + 1))), 1);
  }
  return names;
}
