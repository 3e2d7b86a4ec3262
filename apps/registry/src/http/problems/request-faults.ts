import { ProblemError, type ProblemItem } from '@national-forge/api';
import type { Locale } from '@national-forge/manifest';
import * as z from 'zod';

type Place = 'path' | 'query' | 'body' | 'header';

type Say = (issue: z.core.$ZodRawIssue) => { message: string } | string | undefined | null;

const SAY: Readonly<Record<Locale, Say>> = {
  ar: z.locales.ar().localeError,
  fr: z.locales.fr().localeError,
  en: z.locales.en().localeError,
};

/** Bounds the faults told: a body of a hundred thousand wrong members does not make an answer of that size. */
const FAULTS = 50;

/**
 * Checks a part of a request against its schema.
 * Throws `ProblemError` `request-invalid`, each fault with its place, in the language of the reader.
 */
export function parsePart<Schema extends z.ZodType>(schema: Schema, value: unknown, place: Place): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, FAULTS);
  const [first] = issues;
  const reason = first ? `${pointerOf(place, first)}: ${first.message}` : place;
  throw new ProblemError('request-invalid', { reason }, { items: (locale) => issues.map(toItem(place, locale)) });
}

const toItem =
  (place: Place, locale: Locale) =>
  (issue: z.core.$ZodIssue): ProblemItem => ({
    code: issue.code,
    message: messageOf(issue, locale),
    pointer: pointerOf(place, issue),
  });

function messageOf(issue: z.core.$ZodIssue, locale: Locale): string {
  if (issue.code === 'custom') return issue.message;
  const said = SAY[locale](issue as z.core.$ZodRawIssue);
  return (typeof said === 'string' ? said : said?.message) ?? issue.message;
}

const pointerOf = (place: Place, { path }: z.core.$ZodIssue): string =>
  [`/${place}`, ...path.map((part) => String(part).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1'))].join(
    '/',
  );
