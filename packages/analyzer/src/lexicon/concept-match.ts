import type { Token } from '../token.ts';
import type { Concept, Label } from './concept.ts';

/**
 * Says how a text and a label met, the surest first: letter for letter; by their stems; by a reading of the text in another
 * language or script (Arabizi as Arabic); by their consonants.
 */
export type MatchedBy = 'exact' | 'stem' | 'reading' | 'skeleton';

/** Is a concept that a text speaks of, with the place in the original text. */
export interface ConceptMatch {
  readonly start: number;
  readonly end: number;
  readonly concept: Concept;
  /** The label that was met. */
  readonly label: Label;
  readonly by: MatchedBy;
  /** Set where it is a word of a longer label that was met: the text speaks of the longer one. */
  readonly isInner?: true;
}

/** Is a label in a trie. */
export interface LabelEntry {
  readonly concept: Concept;
  readonly label: Label;
  readonly words: readonly Token[];
}
