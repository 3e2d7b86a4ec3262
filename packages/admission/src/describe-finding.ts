import {
  describeProblem,
  MANIFEST_PROBLEM_CODES,
  type Locale,
  type ManifestProblemCode,
} from '@national-forge/manifest';

import type { Finding, FindingParams } from './finding.ts';
import { ar } from './texts/ar.ts';
import { en } from './texts/en.ts';
import type { FindingTexts } from './texts/finding-text.ts';
import { fr } from './texts/fr.ts';

const TEXTS: Readonly<Record<Locale, FindingTexts>> = { ar, fr, en };

/** Tells people what was found and what to do. */
export interface FindingDescription {
  readonly message: string;
  readonly remedy: string;
}

/**
 * Tells a finding in a language; place and file are not repeated, except where the sentence needs them. In Arabic each
 * inserted value is isolated (U+2068 … U+2069), so that a Latin path does not turn the sentence around (UAX #9 §2.7).
 */
export function describeFinding(
  finding: Pick<Finding, 'code' | 'params' | 'pointer'>,
  locale: Locale,
): FindingDescription {
  const { code, pointer = '' } = finding;
  if (code === 'manifest-problem')
    return describeProblem({ code: problemOf(finding.params), params: finding.params }, locale);
  const params = { pointer, ...finding.params };
  const text = TEXTS[locale][code];
  const remedy = 'nearest' in params ? (text.nearest ?? text.remedy) : text.remedy;
  return { message: fill(text.message, params, locale), remedy: fill(remedy, params, locale) };
}

/** Reads which problem of the manifest it is; findings also come over the network, so nothing is taken for granted. */
function problemOf({ problem }: FindingParams): ManifestProblemCode {
  return MANIFEST_PROBLEM_CODES.find((code) => code === problem) ?? 'yaml-syntax';
}

function fill(template: string, params: FindingParams, locale: Locale): string {
  return template.replace(/\{([a-z]+)\}/g, (whole, name: string) => {
    if (!Object.hasOwn(params, name)) return whole;
    const value = String(params[name]);
    return locale === 'ar' ? `\u2068${value}\u2069` : value;
  });
}
