import type { Concept, Label } from './concept.ts';
import { labelWords } from './label-words.ts';
import { parseWays } from './ways.ts';

/** Is a lexicon with thesauri added. */
export interface JoinedConcepts {
  readonly concepts: readonly Concept[];
  /** Of each added concept that was one already, its id and that of the one. */
  readonly joined: ReadonlyMap<string, string>;
}

/**
 * Adds thesauri to a lexicon, one after the other. A concept that the lexicon has already becomes one with it: the lexicon's id,
 * the labels of both, so that a text with a label of either meets it. All others stand beside.
 *
 * Two concepts are one if enough witnesses say so: labels of one language with the same stems. A label of several words is two
 * witnesses, since homonyms are single words (mine, culture); one of a single word is one, and counts once however many languages
 * spell it so. Two are enough. Where two concepts of the lexicon have as many, neither is the one. testdata/joined-concepts.tsv holds
 * the cases on which this was measured.
 */
export function joinConcepts(lexicon: readonly Concept[], thesauri: readonly (readonly Concept[])[]): JoinedConcepts {
  const concepts: Concept[] = [...lexicon];
  const joined = new Map<string, string>();
  if (thesauri.every((thesaurus) => thesaurus.length === 0)) return { concepts, joined };
  const index = new Map<string, number[]>();
  for (const [place, concept] of concepts.entries()) register(index, place, concept);
  for (const thesaurus of thesauri) {
    // Within a thesaurus concepts are different, whatever they are called: they are sought in what was there before.
    const places = thesaurus.map((concept) => soughtIn(index, concept));
    for (const [at, concept] of thesaurus.entries()) {
      const place = places[at];
      const own = place === undefined ? undefined : concepts[place];
      if (place === undefined || own === undefined) register(index, concepts.push(concept) - 1, concept);
      else {
        concepts[place] = { id: own.id, labels: labelsOfBoth(own.labels, concept.labels) };
        register(index, place, concept);
        joined.set(concept.id, own.id);
      }
    }
  }
  return { concepts, joined };
}

/** Lists the places of concepts by language and stems of their labels. */
function register(index: Map<string, number[]>, place: number, { labels }: Concept): void {
  for (const label of labels) {
    const key = `${label.language} ${stemsOf(label)}`;
    const places = index.get(key) ?? [];
    if (places.at(-1) !== place) index.set(key, [...places, place]);
  }
}

/** What a build has analysed is not analysed again: the first way to a label is that of the first stems. */
function stemsOf(label: Label): string {
  const [known] = label.ways ?? [];
  const path = known === undefined ? '' : (parseWays(known).stems[0]?.join(' ') ?? '');
  if (path !== '') return path;
  return labelWords(label)
    .map(({ stems, exact }) => stems[0] ?? exact)
    .join(' ');
}

const ENOUGH = 2;

/** Finds the one place with the most witnesses, if these are enough. */
function soughtIn(index: ReadonlyMap<string, readonly number[]>, { labels }: Concept): number | undefined {
  const witnesses = new Map<number, Set<string>>();
  for (const label of labels) {
    const stems = stemsOf(label);
    for (const place of index.get(`${label.language} ${stems}`) ?? []) {
      witnesses.set(place, (witnesses.get(place) ?? new Set()).add(stems));
    }
  }
  const [first, second] = [...witnesses]
    .map(([place, seen]) => ({
      place,
      weight: [...seen].reduce((sum, stems) => sum + (stems.includes(' ') ? 2 : 1), 0),
    }))
    .toSorted((a, b) => b.weight - a.weight);
  if (first === undefined || first.weight < ENOUGH || first.weight === second?.weight) return undefined;
  return first.place;
}

function labelsOfBoth(own: readonly Label[], added: readonly Label[]): readonly Label[] {
  const keyOf = ({ language, text }: Label): string => `${language} ${text.toLowerCase()}`;
  const seen = new Set(own.map(keyOf));
  const fresh = added.filter((label) => !seen.has(keyOf(label)));
  return [...own, ...fresh.map(({ language, script, text }) => ({ language, script, text }))];
}
