import { analyze } from '@national-forge/analyzer';

import { isReading } from './is-reading.ts';
import type { Exclusion } from './match.ts';
import { termKey } from '../entry/streams.ts';
import { pairsOf } from '../entry/pairs.ts';

/** Finds what must not occur: a word in any of its forms, a phrase word for word. */
export function exclusionsOf(texts: readonly string[]): readonly Exclusion[] {
  return texts
    .map((text) => {
      const tokens = analyze(text);
      const pairs = pairsOf(text, tokens);
      if (pairs.length > 0) return pairs.map((key) => [key]);
      return tokens.map((token) => {
        const stems = token.stems.filter((stem) => !isReading(token, stem));
        return [termKey('e', token.exact), ...stems.map((stem) => termKey('s', stem))];
      });
    })
    .filter((rows) => rows.length > 0);
}
