import { bareForm, type Language, type Token } from '@national-forge/analyzer';

import { hashOf, pairKeyOf, PAIRS, termKey, type Stream } from './streams.ts';

/** Longer words are data. */
const LONGEST = 64;

/** Says that a word has no such term. */
export const NO_TERM = -1;

/** Is what a word says: the numbers of its terms. */
export interface WordTerms {
  readonly exact: number;
  readonly stems: readonly number[];
  readonly skeleton: number;
  /** How many letters the skeleton has. */
  readonly consonants: number;
  /** The word without accents, as pairs have it: who quotes may leave them out. */
  readonly bare: string;
  /** The hash of the bare word and a space, with which pairs begin. */
  readonly begun: number;
}

/**
 * Numbers the keys of terms in the order in which they come, from 0. What words say is remembered, so that a text of words that
 * were met before costs one look for each of them.
 */
export interface TermNumbers {
  numberOf(key: string): number;
  keyOf(number: number): string;
  /** Gives what a word of a text in a language says. */
  wordOf(token: Token, language: Language | undefined): WordTerms;
  /** Gives the number of the term of two words side by side. */
  pairOf(first: WordTerms, second: WordTerms): number;
}

interface Known extends WordTerms {
  readonly token: Token;
}

/** Makes numbers; they are held as long as this is. */
export function createTermNumbers(): TermNumbers {
  const numbers = new Map<string, number>();
  const keys: string[] = [];
  const pairs = new Int32Array(PAIRS).fill(NO_TERM);
  const words = new Map<Language | undefined, Map<string, Known>>();
  const numberOf = (key: string): number => {
    const found = numbers.get(key);
    if (found !== undefined) return found;
    numbers.set(key, keys.length);
    return keys.push(key) - 1;
  };
  return {
    numberOf,
    keyOf: (number) => keys[number] ?? '',
    wordOf: (token, language) => {
      const known = words.get(language) ?? new Map<string, Known>();
      words.set(language, known);
      const found = known.get(token.exact);
      if (found !== undefined && saysTheSame(found.token, token)) return found;
      const word = { token, ...wordTerms(token, numberOf) };
      known.set(token.exact, word);
      return word;
    },
    pairOf: ({ begun }, { bare }) => {
      const pair = hashOf(bare, begun) % PAIRS;
      if ((pairs[pair] ?? NO_TERM) < 0) pairs[pair] = numberOf(pairKeyOf(pair));
      return pairs[pair] ?? NO_TERM;
    },
  };
}

function wordTerms({ exact, stems, skeleton }: Token, numberOf: (key: string) => number): WordTerms {
  const numberIn = (stream: Stream, text: string): number =>
    text.length > LONGEST ? NO_TERM : numberOf(termKey(stream, text));
  const bare = bareForm(exact);
  return {
    exact: numberIn('e', exact),
    stems: stems.map((stem) => numberIn('s', stem)),
    skeleton: skeleton === undefined ? NO_TERM : numberIn('k', skeleton),
    consonants: skeleton?.length ?? 0,
    bare,
    begun: hashOf(`${bare} `),
  };
}

/** A name of several parts may be written as a word is, and has other stems. */
function saysTheSame(a: Token, b: Token): boolean {
  if (a.stems === b.stems) return true;
  return (
    a.skeleton === b.skeleton &&
    a.stems.length === b.stems.length &&
    a.stems.every((stem, index) => stem === b.stems[index])
  );
}
