import type { Locale } from '@national-forge/manifest';
import { TRANSPARENCY_ERROR_CODES, type TransparencyErrorCode } from '@national-forge/transparency';

import { arReasons } from './reasons/ar.ts';
import { enReasons } from './reasons/en.ts';
import { frReasons } from './reasons/fr.ts';
import { isolate } from './isolate.ts';

/** Holds one clause for each broken rule of keys, signatures and the log, in one language. */
export type ReasonTexts = Readonly<Record<TransparencyErrorCode, string>>;

const TABLES: Readonly<Record<Locale, ReasonTexts>> = { ar: arReasons, fr: frReasons, en: enReasons };

/** Parameters worth showing: which key, which line; the rest is for programs. */
const SHOWN = ['key', 'line', 'index', 'size'] as const;

/**
 * Says in one clause, without a full stop, which rule of keys, signatures or the log is broken; it fills the `{reason}` of
 * problems and the steps of `nforge verify`.
 *
 * @example describeTransparencyError('key-last', {}, 'en') // 'the last key of an agency cannot be revoked'
 */
export function describeTransparencyError(
  code: TransparencyErrorCode,
  params: Readonly<Record<string, string | number>>,
  locale: Locale,
): string {
  const clause = TABLES[locale][code];
  const shown = SHOWN.flatMap((name) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    return value === undefined || value === '' ? [] : [isolate(`${name}: ${String(value).slice(0, 100)}`, locale)];
  });
  return shown.length === 0 ? clause : `${clause} (${shown.join(', ')})`;
}

const CODES: ReadonlySet<string> = new Set(TRANSPARENCY_ERROR_CODES);

/** Tells whether a text names a broken rule of keys, signatures or the log. */
export function isTransparencyCode(text: string): text is TransparencyErrorCode {
  return CODES.has(text);
}
