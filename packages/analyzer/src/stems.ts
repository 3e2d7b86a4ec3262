import { normaliseAmazigh } from './amazigh/normalise-amazigh.ts';
import { stemAmazigh } from './amazigh/stem-amazigh.ts';
import { tifinaghToLatin } from './amazigh/tifinagh.ts';
import { normaliseArabic } from './arabic/normalise-arabic.ts';
import { stemArabic } from './arabic/stem-arabic.ts';
import { isArabizi } from './darija/is-arabizi.ts';
import { readArabizi } from './darija/read-arabizi.ts';
import { stemDarija } from './darija/stem-darija.ts';
import { stemEnglish } from './english/stem-english.ts';
import { stemFrench } from './french/stem-french.ts';
import type { Language, Script } from './languages.ts';
import { foldAccents } from './unicode/fold-accents.ts';

/** Is what a word is read by: what it holds, in which script, in which language if that is known. */
export interface Reading {
  readonly word: string;
  readonly script: Script;
  readonly language?: Language | undefined;
}

type Stemmer = (word: string) => readonly string[];

const amazigh: Stemmer = (latin) => [stemAmazigh(normaliseAmazigh(latin))];
const arabizi: Stemmer = (word) => [
  foldAccents(word).replaceAll("'", ''),
  ...readArabizi(word).flatMap((spelling) => [stemArabic(spelling), stemDarija(spelling)]),
];

/** The steps of each script's languages, in the order in which their readings are listed. */
const STEMMERS: Readonly<Record<Script, Readonly<Partial<Record<Language, Stemmer>>>>> = {
  Latn: {
    fr: (word) => [stemFrench(word)],
    en: (word) => [stemEnglish(word)],
    zgh: amazigh,
    ary: arabizi,
  },
  Arab: {
    ar: (word) => [stemArabic(normaliseArabic(word))],
    ary: (word) => [stemDarija(normaliseArabic(word))],
  },
  Tfng: { zgh: (word) => amazigh(tifinaghToLatin(word)) },
  Zzzz: {},
};

// Data, not words: nothing would be learnt by reading them in four languages.
const LONGEST_WORD = 40;
const HOLDS_DIGITS = /\d/;
const PLAIN_LATIN = /^[a-z'’ɛɣ\d]+$/;

/**
 * Reads a folded word by the steps of its language, or of all languages of its script where the language is not known or is
 * not written in it: an Arabic text may hold a French word. Numbers, codes (ab123456) and overlong words stay as they are.
 */
export function stemsOf({ word, script, language }: Reading): readonly string[] {
  if (script === 'Zzzz' || word.length > LONGEST_WORD) return plainStems(word);
  const stemmers = STEMMERS[script];
  if (HOLDS_DIGITS.test(word) && !(script === 'Latn' && isArabizi(word))) return [word.replaceAll("'", '')];
  const own = language === undefined ? undefined : stemmers[language];
  if (own !== undefined) return distinct(own(word));
  return distinct(languagesOf(word, script, language).flatMap((one) => stemmers[one]?.(word) ?? []));
}

/** Law 47.18 is law 47-18: a number with joiners is also read with hyphens. */
function plainStems(word: string): readonly string[] {
  return /\d[./,]\d/.test(word) ? [word, word.replaceAll(/[./,]/g, '-')] : [word];
}

function languagesOf(word: string, script: Script, language: Language | undefined): readonly Language[] {
  const all = Object.keys(STEMMERS[script]) as Language[];
  if (script !== 'Latn') return all;
  // What stands in Latin letters in an Arabic text is French or English; an accent is never Arabizi.
  if (language === 'ar') return ['fr', 'en'];
  if (isArabizi(word)) return ['ary', 'zgh'];
  return PLAIN_LATIN.test(word) ? all : all.filter((one) => one !== 'ary');
}

function distinct(stems: readonly string[]): readonly string[] {
  return [...new Set(stems)].filter((stem) => stem !== '');
}
