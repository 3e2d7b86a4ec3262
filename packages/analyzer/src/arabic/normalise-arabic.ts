import { arabicLetters } from '../tables/tables.ts';

// Harakat and Koranic marks, superscript alef, tatweel; Unicode, Arabic and Arabic Extended-A blocks.
const MARKS =
  /[\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u08D3-\u08FF]/g;
const VARIANTS = new RegExp(`[${[...arabicLetters.keys()].join('')}]`, 'g');
const ARTICLE = /^(?:[وبكف]?ال|و?لل)/;
const TO_CHANGE = new RegExp(`${MARKS.source}|${VARIANTS.source}|[ةء]`);

/**
 * Normalises a folded word of the Arabic script to the spelling that all writers share: no harakat, no tatweel, one alef, hamza
 * on و and ي as those letters and alone not at all where three letters stay besides the article (بناء → بنا, but شيء), final ى as ي, ة as ه, Persian and
 * Maghrebi letters as their nearest (ݣ گ ڭ → ك, ڤ → ف, پ → ب). Idempotent; a word of marks only stays as it is.
 *
 * Source: the normalisation of light10 (Larkey, Ballesteros, Connell 2007); `data/arabic/letters.tsv`.
 *
 * ```ts
 * normaliseArabic('الضَّرِيبَة'); // 'الضريبه'
 * ```
 */
export function normaliseArabic(word: string): string {
  if (!TO_CHANGE.test(word)) return word;
  const bare = word.replace(MARKS, '');
  if (bare === '') return word;
  const letters = bare.replace(VARIANTS, (letter) => arabicLetters.get(letter) ?? letter).replace(/ة/g, taMarbuta);
  const withoutHamza = letters.replaceAll('ء', '');
  return withoutHamza.replace(ARTICLE, '').length < 3 ? letters : withoutHamza;
}

// Inside a word it is a slip of the keyboard for ت.
function taMarbuta(_letter: string, at: number, word: string): string {
  return at === word.length - 1 ? 'ه' : 'ت';
}
