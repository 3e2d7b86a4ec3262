import type { Concept, Label } from './concept.ts';
import { labelWords, skeletonPath, spellingsOf, stemPaths } from './label-words.ts';
import type { ConceptMatch, LabelEntry } from './concept-match.ts';
import { matchConcepts } from './match.ts';
import { makeTrie } from './trie.ts';
import type { Token } from '../token.ts';

/** Finds concepts in texts. */
export interface Lexicon {
  readonly concepts: readonly Concept[];
  /** Finds the concept of an id. */
  find(id: string): Concept | undefined;
  /**
   * Finds the concepts that a text speaks of: at each place the longest label, whatever language and script it is in, with stop
   * words inside stepped over. Matches may overlap (calcul de l'impôt, impôt sur le revenu); none lies inside another. Takes the tokens that `analyze` made of the text. Linear in the text.
   */
  match(text: string, tokens: readonly Token[]): readonly ConceptMatch[];
}

/**
 * Opens a lexicon: analyses all labels once. Labels are found by their stems in any reading of the text, and by their
 * skeletons where these say enough: labels of two words, and names.
 */
export function openLexicon(concepts: readonly Concept[]): Lexicon {
  const stems = makeTrie<LabelEntry>();
  const skeletons = makeTrie<LabelEntry>();
  for (const concept of concepts) {
    const isName = isNameOf(concept);
    for (const label of concept.labels.flatMap(spellingsOf)) {
      const words = labelWords(label);
      const entry: LabelEntry = { concept, label, words };
      for (const path of stemPaths(words, label)) stems.insert(path, entry);
      const consonants = skeletonPath(words, isName);
      if (consonants !== undefined) skeletons.insert(consonants, entry);
    }
  }
  const byId = new Map(concepts.map((concept) => [concept.id, concept]));
  return {
    concepts,
    find: (id) => byId.get(id),
    match: (text, tokens) => matchConcepts(text, tokens, { stems, skeletons }),
  };
}

/** Tells whether a concept is a name (a town, a body): French and English both write its first letter large, and not as an acronym. */
function isNameOf({ labels }: Concept): boolean {
  return (['fr', 'en'] as const).every((language) => isNameLike(labels.find((label) => label.language === language)));
}

function isNameLike(label: Label | undefined): boolean {
  return label !== undefined && /^\p{Lu}/u.test(label.text) && label.text !== label.text.toUpperCase();
}
