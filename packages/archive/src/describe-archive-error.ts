import type { ArchiveError } from './archive-error.ts';
import { ar } from './texts/ar.ts';
import { adviceFor, type ArchiveTexts } from './texts/archive-texts.ts';
import { en } from './texts/en.ts';
import { fr } from './texts/fr.ts';

const TEXTS: Readonly<Record<'ar' | 'fr' | 'en', ArchiveTexts>> = { ar, fr, en };

/**
 * Tells people in their language what is wrong with an archive or a folder, and what to do. The path is not repeated: it
 * may be hostile text, and whoever shows it decides how.
 *
 * @example describeArchiveError({ code: 'archive-empty', params: {} }, 'en').message // 'There is no file to publish.'
 */
export function describeArchiveError(
  error: Pick<ArchiveError, 'code' | 'params'>,
  locale: 'ar' | 'fr' | 'en',
): { readonly message: string; readonly remedy: string } {
  const { faults, advice } = TEXTS[locale];
  const message = faults[error.code].replace(/\{(\w+)\}/g, (mark, name: string) =>
    Object.hasOwn(error.params, name) ? shown(String(error.params[name]), locale) : mark,
  );
  return { message, remedy: advice[adviceFor(error.code)] };
}

// A parameter may be the other path of a collision, chosen by an attacker: no control characters and no marks that turn the
// line around (CWE-150); isolated in Arabic, so that a Latin word does not reorder the sentence (UAX #9 §2.4).
function shown(value: string, locale: 'ar' | 'fr' | 'en'): string {
  const harmless = value.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\ufffd');
  return locale === 'ar' ? `\u2068${harmless}\u2069` : harmless;
}
