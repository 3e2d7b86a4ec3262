import type { Locale } from '@national-forge/manifest';

import { PROBLEMS, type ProblemCode } from './codes.ts';
import { isolate } from './isolate.ts';
import { describeTransparencyError, isTransparencyCode } from './reasons.ts';
import { ar } from './texts/ar.ts';
import { en } from './texts/en.ts';
import { fr } from './texts/fr.ts';
import { arNames } from './texts/names/ar.ts';
import { enNames } from './texts/names/en.ts';
import { frNames } from './texts/names/fr.ts';
import { arTrust } from './texts/trust/ar.ts';
import { arVersions } from './texts/versions/ar.ts';
import { enTrust } from './texts/trust/en.ts';
import { enVersions } from './texts/versions/en.ts';
import { frTrust } from './texts/trust/fr.ts';
import { frVersions } from './texts/versions/fr.ts';

/** Holds title, detail and hint of each problem in one language; `{name}` marks a parameter. */
type ProblemTexts = Readonly<Record<ProblemCode, readonly [title: string, detail: string, hint: string]>>;

/** Is a part of the texts of one language; together they must name every code. */
export type PartOfTexts = Partial<ProblemTexts>;

/** Holds the values for the `{name}` marks of a text. */
export type ProblemParams = Readonly<Record<string, string | number>>;

const TABLES: Readonly<Record<Locale, ProblemTexts>> = {
  ar: { ...ar, ...arNames, ...arTrust, ...arVersions },
  fr: { ...fr, ...frNames, ...frTrust, ...frVersions },
  en: { ...en, ...enNames, ...enTrust, ...enVersions },
};

function fill(template: string, params: ProblemParams, locale: Locale): string {
  return template.replace(/\{(\w+)\}/g, (mark, name: string) => {
    const value = params[name];
    return value === undefined ? mark : isolate(String(value), locale);
  });
}

/**
 * Renders the texts of a problem in one language.
 *
 * @example describeProblemCode('agency-unknown', { agency: 'x' }, 'en').detail // 'There is no agency "x" in this registry.'
 */
export function describeProblemCode(
  code: ProblemCode,
  params: ProblemParams,
  locale: Locale,
): { readonly title: string; readonly detail: string; readonly hint: string } {
  const [title, detail, hint] = TABLES[locale][code];
  const shown = withReason(code, params, locale);
  return { title, detail: fill(detail, shown, locale), hint: fill(hint, shown, locale) };
}

/** Problems whose `reason` names a broken rule of keys and signatures: programs read the code, people the clause. */
const REASONED: ReadonlySet<ProblemCode> = new Set(['signature-invalid', 'key-refused', 'change-refused']);

function withReason(code: ProblemCode, params: ProblemParams, locale: Locale): ProblemParams {
  const { reason } = params;
  if (!REASONED.has(code) || typeof reason !== 'string' || !isTransparencyCode(reason)) return params;
  return { ...params, reason: describeTransparencyError(reason, params, locale) };
}

/** Lists the parameters that the texts of a problem name, in any language. */
export function problemParamNames(code: ProblemCode): readonly string[] {
  const names = new Set<string>();
  for (const table of Object.values(TABLES)) {
    for (const text of table[code]) for (const [, name] of text.matchAll(/\{(\w+)\}/g)) if (name) names.add(name);
  }
  return [...names].sort();
}

/** Tells the exit code of `nforge` for a problem. */
export function exitCodeOf(code: ProblemCode): number {
  return PROBLEMS[code].exit;
}
