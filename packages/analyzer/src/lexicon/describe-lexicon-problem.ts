import type { LexiconProblem } from './problem.ts';
import { ar } from './texts/ar.ts';
import { en } from './texts/en.ts';
import { fr } from './texts/fr.ts';

const TEXTS = { ar, fr, en };

/**
 * Tells people in their language what is wrong with a line of the lexicon. What was found is shown without control characters and
 * isolated in Arabic, so that a Latin word does not reorder the sentence (UAX #9 §2.4).
 */
export function describeLexiconProblem(
  { code, found }: Pick<LexiconProblem, 'code' | 'found'>,
  locale: 'ar' | 'fr' | 'en',
): string {
  const harmless = found.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\ufffd');
  return TEXTS[locale][code].replace('{found}', () => (locale === 'ar' ? `\u2068${harmless}\u2069` : harmless));
}
