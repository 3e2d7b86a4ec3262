import { arabicNouns, brokenPlurals } from '../tables/tables.ts';
import { normaliseArabic } from './normalise-arabic.ts';

/** Is the shortest stem that a step leaves, in letters. */
export const SHORTEST_STEM = 3;

const singulars = new Set([...brokenPlurals.values(), ...arabicNouns].map((noun) => normaliseArabic(noun)));

/** Is the longest word that steps look into, in letters: what is longer is no word, and looking would take long. */
export const LONGEST_WORD = 40;

/** Lists the nouns of the tables, singular and broken plural, as search writes them: normalised, without article. */
export const knownSpellings: readonly string[] = [
  ...singulars.union(new Set([...brokenPlurals.keys()].map((plural) => normaliseArabic(plural)))),
];

const stems = new Map<string, string>();
for (const noun of singulars) stems.set(noun, bareNoun(noun));
// What is left of a known noun when its feminine ending is gone is known too: شهاد, ضريب.
for (const stem of [...stems.values()]) if (!stems.has(stem)) stems.set(stem, stem);
for (const [plural, singular] of brokenPlurals) stems.set(normaliseArabic(plural), bareNoun(normaliseArabic(singular)));

/** Finds the stem of a noun of the tables: of its singular, or of its broken plural. */
export function knownStem(normalised: string): string | undefined {
  return stems.get(normalised);
}

/** Takes the feminine ending off a noun, ـية as a whole: what a nisba adjective and the plural in ات leave as well. */
function bareNoun(noun: string): string {
  const suffix = ['يه', 'ه'].find((ending) => noun.endsWith(ending) && noun.length - ending.length >= SHORTEST_STEM);
  return suffix === undefined ? noun : noun.slice(0, -suffix.length);
}
