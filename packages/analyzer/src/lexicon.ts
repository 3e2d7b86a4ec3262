import ways from '../data/lexicon-ways.json' with { type: 'json' };
import texts from '../data/lexicon.json' with { type: 'json' };

import { parseCompact, withWays } from './lexicon/compact.ts';
import type { Concept } from './lexicon/concept.ts';

/**
 * Gives the concepts of the national lexicon (`data/lexicon/`), for `openLexicon`. This door is its own so that nobody carries
 * the labels who only analyses words: import it when you search.
 */
export function nationalConcepts(): readonly Concept[] {
  return withWays(parseCompact(texts), ways);
}
