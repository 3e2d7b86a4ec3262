import type { Concept, Label } from './concept.ts';
import { labelWords, spellingsOf } from './label-words.ts';
import type { ConceptMatch, LabelEntry } from './concept-match.ts';
import { isNameOf } from './is-name.ts';
import { matchConcepts } from './match.ts';
import { openLabelVocabulary } from './label-vocabulary.ts';
import { makeTrie } from './trie.ts';
import { parseWays, waysOf } from './ways.ts';
import type { Token } from '../token.ts';

/** Finds concepts in texts. */
export interface Lexicon {
  readonly concepts: readonly Concept[];
  /** Finds the concept of an id. */
  find(id: string): Concept | undefined;
  /**
   * Finds the concepts that a text speaks of: at each place the longest label, whatever language and script it is in, with stop
   * words inside stepped over. Matches may overlap (calcul de l'impôt, impôt sur le revenu); none lies inside another, unless
   * `inner` asks for the words of longer labels, too. Takes the tokens that `analyze` made of the text. Linear in the text.
   */
  match(text: string, tokens: readonly Token[], options?: { readonly inner?: boolean }): readonly ConceptMatch[];
  /**
   * Tells whether a folded Latin word is one of French or English: their labels have it as it is written, and none of Darija has. What
   * it would be as Arabizi is then chance: `paid` is not بعد.
   */
  isEuropean(exact: string): boolean;
  /** Tells whether labels have a folded word as it is written, in any language: it is no misspelling then. */
  knows(exact: string): boolean;
}

/**
 * Opens a lexicon: analyses all labels once, but those that a build has analysed. Labels are found by their stems in any reading of the text, and by their
 * skeletons where these say enough: labels of two words, and names.
 */
export function openLexicon(concepts: readonly Concept[]): Lexicon {
  const steps = openingLexicon(concepts);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/**
 * Opens a lexicon concept by concept, so that who serves others meanwhile may stop between two: to analyse the labels of some
 * thousand takes a second. Gives the lexicon at the end.
 */
export function* openingLexicon(concepts: readonly Concept[]): Generator<undefined, Lexicon, undefined> {
  const tries: Tries = { stems: makeTrie<LabelEntry>(), skeletons: makeTrie<LabelEntry>() };
  const words = openLabelVocabulary();
  for (const concept of concepts) {
    addConcept(tries, concept);
    words.add(concept);
    yield;
  }
  const byId = new Map(concepts.map((concept) => [concept.id, concept]));
  return {
    concepts,
    find: (id) => byId.get(id),
    match: (text, tokens, { inner = false } = {}) => matchConcepts(text, tokens, { ...tries, inner }),
    isEuropean: (exact) => words.isEuropean(exact),
    knows: (exact) => words.knows(exact),
  };
}

type Tries = Omit<Parameters<typeof matchConcepts>[2], 'inner'>;

function addConcept({ stems, skeletons }: Tries, concept: Concept): void {
  const isName = isNameOf(concept);
  for (const label of concept.labels) {
    for (const [index, spelling] of spellingsOf(label).entries()) {
      const known = label.ways?.[index];
      const ways = known === undefined ? waysOf(spelling, isName) : parseWays(known);
      const entry = entryOf(concept, spelling);
      for (const path of ways.stems) stems.insert(path, entry);
      if (ways.skeleton !== undefined) skeletons.insert(ways.skeleton, entry);
    }
  }
}

/** The words are looked at only where a text has met the label. */
function entryOf(concept: Concept, label: Label): LabelEntry {
  let words: LabelEntry['words'] | undefined;
  return {
    concept,
    label,
    get words() {
      return (words ??= labelWords(label));
    },
  };
}
