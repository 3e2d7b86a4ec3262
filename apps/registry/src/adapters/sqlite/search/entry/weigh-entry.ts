import { analyze, type Lexicon, type Token } from '@national-forge/analyzer';

import type { SearchEntry } from '../../../../views/search-entry.ts';
import { facetValues } from './facet-values.ts';
import { FIELDS, fieldTexts, type Field, type FieldText } from './fields.ts';
import { nameKey } from './name-key.ts';
import { EVERY, pairKey, termKey, type Stream } from './streams.ts';

/** Is what an entry is found by: the impact of each term, from 0 to 63. */
export type Weighed = ReadonlyMap<string, number>;

/** Is the highest impact. */
export const TOP_IMPACT = 63;

/** How soon another occurrence says nothing new: the k1 of BM25. */
const K1 = 1.2;

/** Longer words are data. */
const LONGEST = 64;

/**
 * Weighs an entry: for each term of each stream how much the entry is about it, by BM25F over the fields, without the
 * frequency of the term among documents, which is the query's affair. Linear in the text.
 */
export function weighEntry(entry: SearchEntry, lexicon: Lexicon | undefined): Weighed {
  const sums = new Map<string, number>();
  const weighed = new Map<string, number>();
  for (const field of fieldTexts(entry)) {
    for (const key of addText(sums, field, lexicon)) weighed.set(key, 0);
  }
  for (const [key, sum] of sums) weighed.set(key, Math.max(1, Math.round((TOP_IMPACT * sum) / (K1 + sum))));
  for (const name of [entry.hit.name, ...(entry.formerNames ?? [])]) {
    weighed.set(termKey('n', nameKey(name)), 2);
    weighed.set(termKey('n', nameKey(name.slice(name.indexOf('/') + 1))), 1);
  }
  for (const [facet, values] of facetValues(entry.hit)) {
    for (const value of values) weighed.set(termKey('f', `${facet}=${value}`), 0);
  }
  return weighed.set(EVERY, 0);
}

/** Adds the words of a text; gives the keys of its pairs of words. */
function addText(
  sums: Map<string, number>,
  { field, language, text }: FieldText,
  lexicon: Lexicon | undefined,
): readonly string[] {
  const tokens = analyze(text, { language });
  const length = (tokens.at(-1)?.position ?? 0) + 1;
  const { weight, words, b } = FIELDS[field];
  const one = weight / (1 - b + (b * length) / words);
  const add = (stream: Stream, term: string): void => {
    if (term.length > LONGEST) return;
    const key = termKey(stream, term);
    sums.set(key, (sums.get(key) ?? 0) + one);
  };
  for (const token of tokens) addToken(token, field, add);
  for (const { concept } of lexicon?.match(text, tokens) ?? []) add('c', concept.id);
  return pairsOf(text, tokens);
}

/**
 * Lists the keys of words side by side, on one line. A name of several parts shares its place with the first of them: both are paired with
 * what follows, since a phrase may hold either.
 */
export function pairsOf(text: string, tokens: readonly Token[]): readonly string[] {
  const keys: string[] = [];
  for (const [index, token] of tokens.entries()) {
    for (let next = index + 1; (tokens[next]?.position ?? Infinity) <= token.position + 1; next += 1) {
      const other = tokens[next];
      if (other?.position !== token.position + 1 || text.slice(token.end, other.start).includes('\n')) continue;
      keys.push(pairKey(token.exact, other.exact));
    }
  }
  return keys;
}

/** Consonants join what only sounds alike: of the places where names stand they are kept. */
const NAMES: ReadonlySet<Field> = new Set(['name', 'title', 'keywords']);

function addToken(token: Token, field: Field, add: (stream: Stream, term: string) => void): void {
  add('e', token.exact);
  for (const stem of token.stems) add('s', stem);
  if (token.skeleton !== undefined && NAMES.has(field)) add('k', token.skeleton);
}
