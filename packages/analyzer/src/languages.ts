/** Lists the languages that the chain reads: Arabic, Moroccan Arabic (Darija), Standard Moroccan Amazigh, French, English. */
export const LANGUAGES = ['ar', 'ary', 'zgh', 'fr', 'en'] as const;

/** Names a language of a text (BCP 47). */
export type Language = (typeof LANGUAGES)[number];

/** Names the script of a word (ISO 15924): Latin, Arabic, Tifinagh; `Zzzz` for numbers and all others. */
export type Script = 'Latn' | 'Arab' | 'Tfng' | 'Zzzz';
