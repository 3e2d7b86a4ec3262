import { analyze } from '@national-forge/analyzer';

import { addAll, emptyBitmap, keepOnly } from '../index/bitmap.ts';
import type { Matches, Matching } from './match.ts';
import { findTerm } from '../index/vocabulary.ts';
import { pairsOf } from '../entry/pairs.ts';

/**
 * Keeps what has the words of each phrase side by side. Each pair of words is looked up by a hash of 16 bits, so that of the
 * documents that have all the words, one in about a thousand may have them apart and be kept.
 */
export function keepPhrases(matches: Matches, phrases: readonly string[], matching: Matching): Matches {
  const pairs = phrases.flatMap((phrase) => pairsOf(phrase, analyze(phrase)));
  if (pairs.length === 0) return matches;
  const merged = matches.merged.slice();
  for (const key of pairs) {
    const bitmap = emptyBitmap(matching.largest);
    const term = findTerm(matching.sql, key);
    if (term !== undefined) addAll(bitmap, matching.reader.members(term));
    keepOnly(merged, bitmap);
  }
  const pending = [...matches.pending].filter((id) => {
    const weighed = matching.pending.get(id)?.found?.weighed;
    return pairs.every((key) => weighed?.has(key) === true);
  });
  return { ...matches, merged, pending: new Set(pending) };
}
