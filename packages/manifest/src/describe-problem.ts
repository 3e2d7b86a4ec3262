import type { Locale } from './languages.ts';
import type { ManifestProblemCode, ProblemParams } from './problem.ts';
import { ar } from './texts/ar.ts';
import { en } from './texts/en.ts';
import { fr } from './texts/fr.ts';
import type { ProblemTexts } from './texts/problem-text.ts';

const TEXTS: Readonly<Record<Locale, ProblemTexts>> = { ar, fr, en };

/** Tells people what is wrong and what to do. */
export interface ProblemDescription {
  readonly message: string;
  readonly remedy: string;
}

/**
 * Tells a problem, or a `ManifestError`, in a language. In Arabic each inserted value is isolated (U+2068 … U+2069), so
 * that a Latin name or a path does not turn the sentence around (UAX #9 §2.7).
 */
export function describeProblem(
  problem: { readonly code: ManifestProblemCode; readonly params: ProblemParams },
  locale: Locale,
): ProblemDescription {
  const text = TEXTS[locale][problem.code];
  const remedy = 'nearest' in problem.params ? (text.nearest ?? text.remedy) : text.remedy;
  return { message: fill(text.message, problem.params, locale), remedy: fill(remedy, problem.params, locale) };
}

function fill(template: string, params: ProblemParams, locale: Locale): string {
  return template.replace(/\{([a-z]+)\}/gi, (whole, name: string) => {
    if (!Object.hasOwn(params, name)) return whole;
    const value = String(params[name]);
    return locale === 'ar' ? `\u2068${value}\u2069` : value;
  });
}
