import type { Locale } from '@national-forge/manifest';

import { author as arAuthor } from './ar/author.ts';
import { commands as arCommands } from './ar/commands.ts';
import { core as arCore } from './ar/core.ts';
import { doctor as arDoctor } from './ar/doctor.ts';
import { execution as arExecution } from './ar/execution.ts';
import { init as arInit } from './ar/init.ts';
import { keyCommands as arKeyCommands } from './ar/key-commands.ts';
import { keys as arKeys } from './ar/keys.ts';
import { names as arNames } from './ar/names.ts';
import { results as arResults } from './ar/results.ts';
import { search as arSearch } from './ar/search.ts';
import { trust as arTrust } from './ar/trust.ts';
import { versions as arVersions } from './ar/versions.ts';
import { author as enAuthor } from './en/author.ts';
import { commands as enCommands } from './en/commands.ts';
import { core as enCore } from './en/core.ts';
import { doctor as enDoctor } from './en/doctor.ts';
import { execution as enExecution } from './en/execution.ts';
import { init as enInit } from './en/init.ts';
import { keyCommands as enKeyCommands } from './en/key-commands.ts';
import { keys as enKeys } from './en/keys.ts';
import { names as enNames } from './en/names.ts';
import { results as enResults } from './en/results.ts';
import { search as enSearch } from './en/search.ts';
import { trust as enTrust } from './en/trust.ts';
import { versions as enVersions } from './en/versions.ts';
import { author as frAuthor } from './fr/author.ts';
import { commands as frCommands } from './fr/commands.ts';
import { core as frCore } from './fr/core.ts';
import { doctor as frDoctor } from './fr/doctor.ts';
import { execution as frExecution } from './fr/execution.ts';
import { init as frInit } from './fr/init.ts';
import { keyCommands as frKeyCommands } from './fr/key-commands.ts';
import { keys as frKeys } from './fr/keys.ts';
import { names as frNames } from './fr/names.ts';
import { results as frResults } from './fr/results.ts';
import { search as frSearch } from './fr/search.ts';
import { trust as frTrust } from './fr/trust.ts';
import { versions as frVersions } from './fr/versions.ts';

const en = {
  ...enCore,
  ...enCommands,
  ...enResults,
  ...enAuthor,
  ...enDoctor,
  ...enExecution,
  ...enInit,
  ...enKeyCommands,
  ...enKeys,
  ...enNames,
  ...enSearch,
  ...enTrust,
  ...enVersions,
};

/** Names a text of the command line. */
export type TextKey = keyof typeof en;

/** Holds every text in one language; `{name}` marks a parameter. */
export type TextTable = Readonly<Record<TextKey, string>>;

/** Holds the values for the `{name}` marks of a text. */
export type TextParams = Readonly<Record<string, string | number>>;

/** Holds the texts of every language. */
export const TEXTS: Readonly<Record<Locale, TextTable>> = {
  ar: {
    ...arCore,
    ...arCommands,
    ...arResults,
    ...arAuthor,
    ...arDoctor,
    ...arExecution,
    ...arInit,
    ...arKeyCommands,
    ...arKeys,
    ...arNames,
    ...arSearch,
    ...arTrust,
    ...arVersions,
  },
  fr: {
    ...frCore,
    ...frCommands,
    ...frResults,
    ...frAuthor,
    ...frDoctor,
    ...frExecution,
    ...frInit,
    ...frKeyCommands,
    ...frKeys,
    ...frNames,
    ...frSearch,
    ...frTrust,
    ...frVersions,
  },
  en,
};

// First-strong isolates keep a Latin name or path from reordering a right-to-left sentence (UAX #9 §2.4).
const isolate = (value: string, locale: Locale): string => (locale === 'ar' ? `\u2068${value}\u2069` : value);

/** Makes a value from elsewhere safe inside a line: no control characters, no marks that turn the line around (CWE-150). */
function harmless(value: string): string {
  return value.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\ufffd');
}

/** Fills the `{name}` marks of a text. */
export function fill(locale: Locale, template: string, params: TextParams = {}): string {
  return template.replace(/\{(\w+)\}/g, (mark, name: string) => {
    const value = params[name];
    return value === undefined ? mark : isolate(harmless(String(value)), locale);
  });
}

/** Lists the names of the `{name}` marks of a text. */
export function marksOf(template: string): readonly string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/**
 * Renders a text in one language.
 *
 * @example text('fr', 'publish.done', { count: 1 })
 */
export function text(locale: Locale, key: TextKey, params: TextParams = {}): string {
  return fill(locale, TEXTS[locale][key], params);
}
