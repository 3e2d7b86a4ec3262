import { LANGUAGES, labelScriptOf, type Label, type Language } from '@national-forge/analyzer';

import { ThesaurusError } from '../../../ports.ts';
import type { ConceptDraft, RankedText, Resources } from './gather-resources.ts';
import { languageOf } from './label-language.ts';
import { plainText } from './plain-text.ts';

/** Counts labels that were left out. */
export interface LabelsLeftOut {
  /** By language tag; empty for those without one. */
  readonly languages: Record<string, number>;
  /** Labels with letters that their language is not written in. */
  otherScript: number;
}

/** No label is longer: such a text is an explanation, or an attack. */
const MOST_CHARACTERS = 1000;

/** Acronyms: capitals of one script, or Arabic or Tifinagh letters, which have none. */
const ACRONYM = /^(?:[\p{Lu}&&\p{Script=Latin}]{2,10}|[\p{L}&&\p{Script=Arabic}]{2,10}|\p{Script=Tifinagh}{2,10})$/v;

/**
 * Gives the labels of a concept in our languages: by language, the preferred first; each once, whatever its capitals.
 * @throws ThesaurusError `label-too-long`
 */
export function labelsOf(
  [iri, draft]: readonly [string, ConceptDraft],
  { forms, hasAcronyms }: Pick<Resources, 'forms'> & { readonly hasAcronyms: boolean },
  leftOut: LabelsLeftOut,
): readonly Label[] {
  const labels = new Map<string, Label>();
  const add = (language: Language, text: string): void => {
    const script = labelScriptOf(text, language);
    const key = `${language} ${text.toLowerCase()}`;
    if (script === undefined) leftOut.otherScript += 1;
    else if (!labels.has(key)) labels.set(key, { language, script, text });
  };
  for (const { text, tag } of textsOf(draft, forms)) {
    if (text.length > MOST_CHARACTERS) {
      throw new ThesaurusError('label-too-long', { concept: iri, found: text.slice(0, 40), limit: MOST_CHARACTERS });
    }
    const language = languageOf(tag);
    const plain = plainText(text);
    if (language === undefined) leftOut.languages[tag] = (leftOut.languages[tag] ?? 0) + 1;
    else if (plain !== '') add(language, plain);
  }
  const known = [...labels.values()];
  for (const notation of hasAcronyms ? draft.notations.filter(isAcronym) : []) {
    for (const language of languagesOfAcronym(notation, known)) add(language, notation);
  }
  return LANGUAGES.flatMap((language) => [...labels.values()].filter((label) => label.language === language));
}

/** Tells whether a notation is one that people would type: TVA, CNSS; not 1.05, not a. */
export const isAcronym = (notation: string): boolean => ACRONYM.test(notation);

/** Lists the labels of a concept by rank. What SKOS-XL says is often said plainly too: it counts where it adds something. */
function textsOf(draft: ConceptDraft, forms: Resources['forms']): readonly RankedText[] {
  const plain = new Set(draft.labels.map(({ text, tag }) => `${tag} ${text}`));
  const xl = draft.xl.flatMap(({ rank, id }) => {
    const form = forms.get(id);
    return form === undefined || plain.has(`${form.tag} ${form.text}`) ? [] : [{ ...form, rank }];
  });
  return [...draft.labels, ...xl].toSorted(inOrder);
}

/** What RDF says has no order: after the rank comes the plainer tag (fr before fr-CA), then the text, so that each syntax gives the same. */
function inOrder(a: RankedText, b: RankedText): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.tag.length !== b.tag.length) return a.tag.length - b.tag.length;
  const [one, other] = [`${a.tag.toLowerCase()} ${a.text}`, `${b.tag.toLowerCase()} ${b.text}`];
  return one < other ? -1 : Number(one > other);
}

/** A notation has no language: it is said in those of the concept that are written so. */
function languagesOfAcronym(notation: string, labels: readonly Label[]): readonly Language[] {
  const languages = new Set(labels.map(({ language }) => language));
  return [...languages].filter((language) => language !== 'ary' && labelScriptOf(notation, language) !== undefined);
}
