import { isStopWord, type Token } from '@national-forge/analyzer';

import { termKey } from '../entry/streams.ts';
import { findTerm } from '../index/vocabulary.ts';
import type { Planning } from './plan.ts';
import { isReading } from './is-reading.ts';

/** The most words of a query that are looked for, and among how many they are chosen. */
const MOST_WORDS = 24;
const MOST_LOOKED_AT = 128;

/**
 * Chooses the words of a query that are looked for: all, or of a long text those that say most, which are the rarest that
 * documents have; `meant` counts those that have a concept of it. So a question of a paragraph costs no more than one of a line.
 */
export function chooseWords(
  words: readonly Token[],
  meant: (token: Token) => number,
  planning: Planning,
): readonly Token[] {
  if (words.length <= MOST_WORDS) return words;
  const looked = distinct(words.slice(0, MOST_LOOKED_AT));
  const saying = looked.filter(({ exact }) => !isStopWord(exact));
  const wanted = saying.length === 0 ? looked : saying;
  if (wanted.length <= MOST_WORDS) return wanted;
  // A word that no document has can only be guessed: it comes last.
  const counts = new Map(wanted.map((token) => [token, documentsOf(token, planning) || meant(token) || Infinity]));
  const rarest = wanted.toSorted((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0)).slice(0, MOST_WORDS);
  return wanted.filter((token) => rarest.includes(token));
}

function distinct(words: readonly Token[]): readonly Token[] {
  return [...new Map(words.toReversed().map((token) => [token.exact, token])).values()].reverse();
}

function documentsOf(token: Token, { sql }: Planning): number {
  const stems = token.stems.filter((stem) => !isReading(token, stem));
  const counts = [termKey('e', token.exact), ...stems.map((stem) => termKey('s', stem))].map(
    (key) => findTerm(sql, key)?.documents ?? 0,
  );
  return Math.max(...counts);
}
