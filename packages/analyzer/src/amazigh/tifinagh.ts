import { longestSpelling } from '../tables/spellings.ts';
import { tifinaghExtended, tifinaghLetters } from '../tables/tables.ts';

const LABIALISED = 'ⵯ';
const toLatin = new Map([...tifinaghExtended, ...tifinaghLetters, [LABIALISED, 'ʷ']]);
const toTifinagh = new Map([
  ...[...tifinaghLetters].map(([tifinagh, latin]) => [latin, tifinagh] as const),
  ['ʷ', LABIALISED] as const,
]);
const latinAt = longestSpelling(toTifinagh);

/**
 * Writes Tifinagh in IRCAM's Latin transcription, letter by letter; other characters stay. Letters outside IRCAM's alphabet are
 * read as their nearest. NFKC has made ⵡ of the mark of labio-velars (ⵯ); `w` after g and k is then what comes.
 *
 * Source: IRCAM 2006, Graphie et orthographe de l'amazighe; `data/amazigh/tifinagh.tsv`.
 *
 * ```ts
 * tifinaghToLatin('ⴰⴳⴰⴷⵉⵔ'); // 'agadir'
 * ```
 */
export function tifinaghToLatin(word: string): string {
  let latin = '';
  for (const letter of word) latin += toLatin.get(letter) ?? letter;
  return latin;
}

/**
 * Writes IRCAM's Latin transcription, lower case, in Tifinagh, letter by letter; other characters stay. The inverse of
 * `tifinaghToLatin` for words of the 33 letters.
 *
 * ```ts
 * latinToTifinagh('amaziɣ'); // 'ⴰⵎⴰⵣⵉⵖ'
 * ```
 */
export function latinToTifinagh(word: string): string {
  let tifinagh = '';
  for (let at = 0; at < word.length;) {
    const spelling = latinAt(word, at) ?? word.charAt(at);
    tifinagh += toTifinagh.get(spelling) ?? spelling;
    at += spelling.length;
  }
  return tifinagh;
}
