import type { Locale } from '@national-forge/manifest';

import { ar } from './ar.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

/** Names a text of the command line. */
export type TextKey = keyof typeof en;

/** Holds every text in one language; `{name}` marks a parameter. */
export type TextTable = Readonly<Record<TextKey, string>>;

/** Holds the values for the `{name}` marks of a text. */
export type TextParams = Readonly<Record<string, string | number>>;

const TABLES: Readonly<Record<Locale, TextTable>> = { ar, fr, en };

// First-strong isolates keep a Latin name or path from reordering a right-to-left sentence (UAX #9 §2.4).
const isolate = (value: string, locale: Locale): string => (locale === 'ar' ? `\u2068${value}\u2069` : value);

/**
 * Renders a text in one language.
 *
 * @example text('fr', 'publish.done', { count: 1 })
 */
export function text(locale: Locale, key: TextKey, params: TextParams = {}): string {
  return TABLES[locale][key].replace(/\{(\w+)\}/g, (mark, name: string) => {
    const value = params[name];
    return value === undefined ? mark : isolate(String(value), locale);
  });
}
