/** Lists the languages of texts: Arabic, Moroccan Arabic (Darija), Standard Moroccan Amazigh, French, English. */
export const LANGUAGES = ['ar', 'ary', 'zgh', 'fr', 'en'] as const;

/** Names a language that a text may be written in (BCP 47). */
export type Language = (typeof LANGUAGES)[number];

/** Lists the languages in which the software itself speaks (messages, remedies). */
export const LOCALES = ['ar', 'fr', 'en'] as const;

/** Names a language of messages. */
export type Locale = (typeof LOCALES)[number];

/** Holds one text in several languages (`L` in the specification); a valid one has `ar` or `fr`. */
export type LanguageMap = Readonly<Partial<Record<Language, string>>>;

/** ICU has neither `ary` nor full `zgh` data, so each language carries its own chain of stand-ins. */
const CHAINS: Readonly<Record<Language, readonly Language[]>> = {
  ar: ['ar', 'ary', 'fr', 'en', 'zgh'],
  ary: ['ary', 'ar', 'fr', 'en', 'zgh'],
  zgh: ['zgh', 'fr', 'ar', 'ary', 'en'],
  fr: ['fr', 'ar', 'en', 'ary', 'zgh'],
  en: ['en', 'fr', 'ar', 'ary', 'zgh'],
};

/**
 * Picks the language in which a reader of `language` gets a map's value: their own, else the first stand-in of the
 * chain (ary → ar → fr, zgh → fr → ar, …). Use it to set `lang` beside the text.
 * @returns undefined only for a map without any language
 */
export function pickLanguage(
  map: Readonly<Partial<Record<Language, unknown>>>,
  language: Language,
): Language | undefined {
  return CHAINS[language].find((candidate) => Object.hasOwn(map, candidate) && map[candidate] !== undefined);
}

/**
 * Picks the text for a reader of `language`, by the same chain as {@link pickLanguage}.
 * @returns the empty string only for a map without any language
 */
export function pickText(map: LanguageMap, language: Language): string {
  const picked = pickLanguage(map, language);
  return picked === undefined ? '' : (map[picked] ?? '');
}

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Mandaic}]/u;

/**
 * Tells the direction of a text from the script of its first letter, never from its language: Amazigh is written in
 * Tifinagh, Latin and Arabic script, Darija in Arabic and Latin (UAX #9, rules P2 and P3).
 */
export function textDirection(text: string): 'rtl' | 'ltr' {
  const letter = /\p{L}/u.exec(text);
  return letter && RIGHT_TO_LEFT.test(letter[0]) ? 'rtl' : 'ltr';
}
