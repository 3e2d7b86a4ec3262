import { LANGUAGES, type LabelRow } from '@national-forge/analyzer';

import type { ThesaurusConcept } from '../../../ports.ts';

const CAPITAL = /^\p{Lu}(?=[\p{Ll}’'])/u;
const MOSTLY = 0.75;

/**
 * Takes the capital from the beginning of labels in each language whose labels nearly all have one: there it is a habit of the
 * publisher, while for us it tells a name, which is found by its consonants alone (Agadir, ⴰⴳⴰⴷⵉⵔ). Acronyms stay.
 */
export function lowerCapitals(concepts: readonly ThesaurusConcept[]): readonly ThesaurusConcept[] {
  const labels = concepts.flatMap((concept) => concept.labels);
  const habitual = new Set(
    LANGUAGES.filter((language) => isHabit(labels.filter((label) => label.language === language))),
  );
  const lower = (label: LabelRow): LabelRow =>
    habitual.has(label.language)
      ? { ...label, text: label.text.replace(CAPITAL, (letter) => letter.toLowerCase()) }
      : label;
  return concepts.map((concept) => ({ ...concept, labels: concept.labels.map(lower) }));
}

/** Labels that begin with a digit, an acronym or a letter without capitals tell nothing. */
function isHabit(labels: readonly LabelRow[]): boolean {
  const capital = labels.filter(({ text }) => CAPITAL.test(text)).length;
  const small = labels.filter(({ text }) => /^\p{Ll}/u.test(text)).length;
  return capital > 0 && capital >= MOSTLY * (capital + small);
}
