import { foldAccents } from '../unicode/fold-accents.ts';
import type { Concept } from './concept.ts';

/** Is the words of a lexicon's labels, by whose they are. */
export interface LabelVocabulary {
  /** Adds the words of a concept. */
  add(concept: Concept): void;
  /** Tells whether labels of any language have a folded word as it is written, with or without its accents. */
  knows(exact: string): boolean;
  /** Tells whether French or English labels have it, and those of Darija have not. */
  isEuropean(exact: string): boolean;
}

const BETWEEN = /[^\p{L}\p{M}\d]+/u;

/** Opens an empty vocabulary. Words are cut at all but letters and digits: that is less than analysis does, and enough to know one. */
export function openLabelVocabulary(): LabelVocabulary {
  const european = new Set<string>();
  const others = new Set<string>();
  return {
    add({ labels }) {
      for (const { language, text } of labels) {
        const words = language === 'fr' || language === 'en' ? european : others;
        for (const word of text.toLowerCase().split(BETWEEN)) words.add(foldAccents(word));
      }
    },
    knows(exact) {
      const word = foldAccents(exact);
      return european.has(word) || others.has(word);
    },
    isEuropean(exact) {
      const word = foldAccents(exact);
      return european.has(word) && !others.has(word);
    },
  };
}
