import type { Locale } from '@national-forge/manifest';

import type { ThesaurusErrorCode } from '../../ports.ts';
import { ar } from './texts/ar.ts';
import { en } from './texts/en.ts';
import { fr } from './texts/fr.ts';

/** Is what the commands on thesauri say; `{name}` stands for what is to be told. */
export interface ThesaurusTexts {
  readonly errors: Readonly<Record<ThesaurusErrorCode, string>>;
  readonly imported: string;
  readonly replaced: string;
  /** Of how many of its concepts the national lexicon has the same, and some of them. */
  readonly joined: string;
  readonly joinedNone: string;
  readonly licence: string;
  readonly removed: string;
  readonly leftOut: Readonly<
    Record<'deprecated' | 'withoutLabels' | 'unnamed' | 'languages' | 'untagged' | 'otherScript' | 'notations', string>
  >;
}

const TEXTS: Readonly<Record<Locale, ThesaurusTexts>> = { ar, fr, en };

/** Gives the texts in a language. */
export const textsIn = (locale: Locale): ThesaurusTexts => TEXTS[locale];

const MOST_CHARACTERS = 300;

/**
 * Fills a text. What comes from a file is shown without control characters, in short, and isolated in Arabic, so that a Latin word does
 * not reorder the sentence (UAX #9 §2.4).
 */
export function fill(text: string, params: Readonly<Record<string, string | number>>, locale: Locale): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    if (!(name in params)) return whole;
    const harmless = String(params[name]).replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu, '\ufffd');
    const short = harmless.length > MOST_CHARACTERS ? `${harmless.slice(0, MOST_CHARACTERS)}…` : harmless;
    return locale === 'ar' ? `\u2068${short}\u2069` : short;
  });
}
