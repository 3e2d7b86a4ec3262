import type { Locale } from '@national-forge/manifest';

/**
 * Isolates a value in a text that may run from right to left: an attacker chooses many of them (names, paths), and they
 * must not reorder the text around them (UAX #9 §2.4).
 */
export const isolate = (value: string, locale: Locale): string => (locale === 'ar' ? `\u2068${value}\u2069` : value);
