import { digitValue } from './digits.ts';

// Zero-width, bidi and other controls that nobody sees (UAX #44): soft hyphen, U+200B to U+200F, U+202A to U+202E, …
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
const NOT_OF_WORDS = /[^\p{L}\p{M}\p{N}]/u;

/** What people and keyboards put for an apostrophe, a hyphen and the Arabic decimal and thousands separators. */
const PUNCTUATION = new Map([
  ...Array.from('’‘‛ʼʹʻ`´′＇՚ߵ', (sign) => [sign, "'"] as const),
  ...Array.from('‐‑‒−﹣－', (sign) => [sign, '-'] as const),
  ['٫', '.'],
  ['٬', ','],
]);

/**
 * Folds one cluster (a character with the marks that follow it), whatever stands around it: unseen characters go, NFKC, lower
 * case, Latin digits, one apostrophe, one hyphen. A character that NFKC would take apart into several words (½, ﷺ) stays as
 * it is, so that a word never begins inside a character.
 */
export function foldCluster(cluster: string): string {
  const seen = cluster.replace(UNSEEN, '');
  if (seen === '') return '';
  const compatible = seen.normalize('NFKC');
  const isOneWord = compatible.length === 1 || !NOT_OF_WORDS.test(compatible);
  const form = isOneWord ? 'NFKC' : 'NFC';
  const lower = seen.normalize(form).toLowerCase().replaceAll('ς', 'σ').normalize(form);
  let folded = '';
  for (const character of lower) {
    folded += PUNCTUATION.get(character) ?? digitValue(character)?.toString() ?? character;
  }
  return folded;
}
