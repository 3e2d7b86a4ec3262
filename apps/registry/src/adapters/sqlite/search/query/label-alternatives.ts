import { analyze, isStopWord, type Concept } from '@national-forge/analyzer';

import { termKey } from '../entry/streams.ts';
import { findTerm } from '../index/vocabulary.ts';
import { worthOf } from './frequency.ts';
import type { Alternative, Planning } from './plan.ts';

/** What a word of another label is worth: it says a part of the concept. */
const WEIGHT = 0.35;

const MOST = 16;

/**
 * Lists the words of a concept's labels, for a concept that no document has: of smog those of air pollution. A last resort, better than
 * no hit.
 */
export function labelAlternatives({ labels }: Concept, { sql, documents }: Planning): readonly Alternative[] {
  const stems = labels.flatMap(({ text, language }) =>
    analyze(text, { language }).flatMap(({ exact, stems: [stem] }) =>
      stem === undefined || isStopWord(exact) ? [] : [stem],
    ),
  );
  return [...new Set(stems)].slice(0, MOST).map((stem) => {
    const key = termKey('s', stem);
    const term = findTerm(sql, key);
    return { key, term, weight: WEIGHT * worthOf(term?.documents ?? 0, documents), by: 'concept' };
  });
}
