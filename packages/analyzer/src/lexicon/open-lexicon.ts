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
  const steps = openingLexicon(concepts);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/**
 * Opens a lexicon concept by concept, so that who serves others meanwhile may stop between two: with some thousand concepts all of
 * it takes a second. Gives the lexicon at the end.
 */
export function* openingLexicon(concepts: readonly Concept[]): Generator<undefined, Lexicon, undefined> {
  const tries: Tries = { stems: makeTrie<LabelEntry>(), skeletons: makeTrie<LabelEntry>() };
  for (const concept of concepts) {
    addConcept(tries, concept);
    yield;
  }
  const byId = new Map(concepts.map((concept) => [concept.id, concept]));
  return {
    concepts,
    find: (id) => byId.get(id),
    match: (text, tokens) => matchConcepts(text, tokens, tries),
  };
}

type Tries = Parameters<typeof matchConcepts>[2];

function addConcept({ stems, skeletons }: Tries, concept: Concept): void {
  const isName = isNameOf(concept);
  for (const label of concept.labels.flatMap(spellingsOf)) {
    const words = labelWords(label);
    const entry: LabelEntry = { concept, label, words };
    for (const path of stemPaths(words, label)) stems.insert(path, entry);
    const consonants = skeletonPath(words, isName);
    if (consonants !== undefined) skeletons.insert(consonants, entry);
  }
}

/** Tells whether a concept is a name (a town, a body): French and English both write its first letter large, and not as an acronym. */
function isNameOf({ labels }: Concept): boolean {
  return (['fr', 'en'] as const).every((language) => isNameLike(labels.find((label) => label.language === language)));
}

function isNameLike(label: Label | undefined): boolean {
  return label !== undefined && /^\p{Lu}/u.test(label.text) && label.text !== label.text.toUpperCase();
}
