// 2 ء, 3 ع, 5 خ, 7 ح, 9 ق, each alone: two digits in a row are a number (covid19), and 2 or 5 at the end a version (html5).
const DIGITS_ARE_LETTERS = /^(?:[23579](?!\d)|\D)+(?<![25])$/;
const TWO_LETTERS = /[a-z][^a-z]*[a-z]/;
// A word of Darija has a vowel or begins with its digit: 3ndk, 7ebs.
const SOUNDS = /^[379]|[aeiouyw]/;
const TECHNICAL = new Set(['b2b', 'b2c', 'c2c', 'g2b', 'g2c', 'g2g', 'h2o', 'p2p', 'web3']);

/**
 * Tells whether a folded word of Latin letters is written in Arabizi for sure: it holds 2, 3, 5, 7 or 9 as a letter. Years, law
 * numbers, versions and what holds two digits in a row are not. Arabizi without digits (dariba) cannot be told from other
 * Latin words: `readArabizi` reads it all the same.
 *
 * Source: Darwish 2014, Arabizi Detection and Conversion to Arabic.
 *
 * ```ts
 * isArabizi('wra9a'); // true
 * isArabizi('covid19'); // false
 * ```
 */
export function isArabizi(word: string): boolean {
  if (!/\d/.test(word) || TECHNICAL.has(word)) return false;
  return DIGITS_ARE_LETTERS.test(word) && TWO_LETTERS.test(word) && SOUNDS.test(word);
}
