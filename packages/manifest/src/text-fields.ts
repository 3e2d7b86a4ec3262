import * as z from 'zod';

import { findRefusedCharacter } from './characters.ts';
import type { Report } from './problem.ts';
import { rule, ruleDespiteErrors } from './rule.ts';

/** Bounds lists in a manifest, in items. */
export const LIST_LIMIT = 100;

/** A reader's "character" may be several code points; more than this many each is an attack on whoever renders it. */
const CODE_POINTS_PER_GRAPHEME = 10;

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

interface TextOptions {
  /** Allows several lines (light Markdown); else the text is one line. */
  readonly multiline?: boolean;
}

/** Makes the schema of a text of at most `limit` graphemes. */
export function text(limit: number, options: TextOptions = {}) {
  const maxLength = limit * CODE_POINTS_PER_GRAPHEME;
  return z
    .string()
    .check(rule((value, report) => judgeText(value, { limit, ...options }, report)))
    .meta({ minLength: 1, maxLength });
}

function judgeText(value: string, options: TextOptions & { limit: number }, report: Report): void {
  const { limit, multiline = false } = options;
  const refused = findRefusedCharacter(value);
  if (refused) report('character-refused', { character: refused.character });
  else if (!/[^\s\p{Cf}\p{Zs}]/u.test(value)) report('text-empty');
  else if (!multiline && /[\t\r\n]/.test(value)) report('text-line-break');
  else judgeLength(value, limit, report);
}

function judgeLength(value: string, limit: number, report: Report): void {
  const length = countGraphemes(value);
  if (length > limit) report('text-too-long', { length, limit });
  else if (countCodePoints(value) > limit * CODE_POINTS_PER_GRAPHEME) report('text-marks', { limit });
}

/** Counts what a reader sees as characters (UAX #29 extended grapheme clusters). */
export function countGraphemes(value: string): number {
  let count = 0;
  for (const _ of segmenter.segment(value)) count++;
  return count;
}

function countCodePoints(value: string): number {
  let count = 0;
  for (const _ of value) count++;
  return count;
}

/** Makes the schema of a language map (`L`) whose texts have at most `limit` graphemes. */
export function languageMap(limit: number, options: TextOptions = {}) {
  return languageMapOf(text(limit, options));
}

/** Makes the schema of a language map whose values are lists of texts of at most `limit` graphemes each. */
export function languageMapOfLists(limit: number) {
  return languageMapOf(list(text(limit)));
}

function languageMapOf<T extends z.ZodType>(value: T) {
  const member = value.exactOptional();
  return z
    .strictObject({ ar: member, ary: member, zgh: member, fr: member, en: member })
    .check(ruleDespiteErrors(judgeLanguages))
    .meta({ anyOf: [{ required: ['ar'] }, { required: ['fr'] }] });
}

function judgeLanguages(value: unknown, report: Report): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  if (!Object.hasOwn(value, 'ar') && !Object.hasOwn(value, 'fr')) report('language-missing');
}

/** Makes the schema of a list of 1 to 100 different items; `least: 0` allows an empty one. */
export function list<T extends z.ZodType>(item: T, options: { readonly least?: 0 | 1 } = {}) {
  const least = options.least ?? 1;
  return z
    .array(item)
    .check(ruleDespiteErrors((value, report) => judgeList(value, least, report)))
    .meta({ minItems: least, maxItems: LIST_LIMIT });
}

function judgeList(value: unknown, least: number, report: Report): void {
  if (!Array.isArray(value)) return;
  if (value.length < least) report('list-empty');
  if (value.length > LIST_LIMIT) report('list-too-long', { length: value.length, limit: LIST_LIMIT });
  const seen = new Set<unknown>();
  value.forEach((item: unknown, index) => {
    if (typeof item === 'string' && seen.has(item)) report('list-duplicate', { value: item }, [index]);
    seen.add(item);
  });
}
