import { readFileSync } from 'node:fs';

import fc from 'fast-check';

/** Reads the pairs of a list of `testdata/`: Latin spelling, Arabic spelling. */
export function readPairs(name: string): readonly (readonly [latin: string, arabic: string])[] {
  return readFileSync(new URL(`../../testdata/${name}.tsv`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))
    .map(([latin = '', arabic = '']) => [latin.toLowerCase().normalize('NFKC'), arabic.normalize('NFKC')] as const);
}

/** Makes words of the given letters, each letter a code point. */
export function wordOf(letters: string): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...Array.from(letters)), { minLength: 1, maxLength: 14 })
    .map((word) => word.join(''));
}

/** Holds letters of the Arabic script with marks, hamza and foreign letters. */
export const ARABIC = 'ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئٱکگڭݣڤپچژیھـَُِّْٰ';

/** Holds Latin letters as people type Arabic and Tamazight with them. */
export const LATIN = "abcdefghijklmnopqrstuvwxyzéèêïîôùçɣγġɛεʕḍṭṣẓṛḥšəʷ235789'";

/** Holds the letters of Tifinagh, IRCAM's and others. */
export const TIFINAGH = 'ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯⴲⴴⵞⵆⵠ';
