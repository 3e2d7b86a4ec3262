import { foldAccents } from '../unicode/fold-accents.ts';
import type { Concept } from './concept.ts';

/** Is the Latin words of a lexicon's labels, by whose they are. */
export interface LabelVocabulary {
  /** Adds the words of a concept. */
  add(concept: Concept): void;
  /** Tells whether French or English labels have a folded word, with or without its accents, and those of Darija have not. */
  isEuropean(exact: string): boolean;
}

const BETWEEN = /[^\p{L}\p{M}\d]+/u;

/** Opens an empty vocabulary. Words are cut at all but letters and digits: that is less than analysis does, and enough to know one. */
export function openLabelVocabulary(): LabelVocabulary {
  const european = new Set<string>();
  const darija = new Set<string>();
  return {
    add({ labels }) {
      for (const { language, script, text } of labels) {
        if (script !== 'Latn' || language === 'zgh') continue;
        const words = language === 'ary' ? darija : european;
        for (const word of text.toLowerCase().split(BETWEEN)) words.add(foldAccents(word));
      }
    },
    isEuropean(exact) {
      const word = foldAccents(exact);
      return european.has(word) && !darija.has(word);
    },
  };
}
