import { analyze } from '@national-forge/analyzer';

import { findEntry } from './entries.ts';
import { fieldTexts } from './fields.ts';
import { clearBit, visitBits } from './bitmap.ts';
import type { Matches, Matching } from './match.ts';
import type { SearchEntry } from '../../../views/search-entry.ts';

/** Keeps what has each phrase word for word. */
export function keepPhrases(matches: Matches, phrases: readonly string[], matching: Matching): Matches {
  const wanted = phrases.map(wordsOf).filter((words) => words.length > 1);
  if (wanted.length === 0) return matches;
  const merged = matches.merged.slice();
  visitBits(matches.merged, (document) => {
    const entry = findEntry(matching.sql, document);
    if (entry === undefined || !hasPhrases(entry, wanted)) clearBit(merged, document);
  });
  const pending = [...matches.pending].filter((id) => {
    const entry = matching.pending.get(id)?.found?.entry;
    return entry !== undefined && hasPhrases(entry, wanted);
  });
  return { ...matches, merged, pending: new Set(pending) };
}

function wordsOf(text: string): readonly string[] {
  return analyze(text).map(({ exact }) => exact);
}

function hasPhrases(entry: SearchEntry, phrases: readonly (readonly string[])[]): boolean {
  const texts = fieldTexts(entry).map(({ text }) => wordsOf(text));
  return phrases.every((phrase) => texts.some((words) => hasPhrase(words, phrase)));
}

function hasPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  return words.some((_, from) => phrase.every((word, index) => words[from + index] === word));
}
