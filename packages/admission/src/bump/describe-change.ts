import { pickText, type Locale } from '@national-forge/manifest';
import type { BumpVerdict, Change, Comparison } from '@national-forge/versioning';

import { showable } from '../finding.ts';
import { showValue } from './show-value.ts';
import { ar } from './texts/ar.ts';
import type { ChangeTextKey, ChangeTexts, UndecidedText } from './texts/change-text.ts';
import { en } from './texts/en.ts';
import { fr } from './texts/fr.ts';

const TEXTS: Readonly<Record<Locale, ChangeTexts>> = { ar, fr, en };

/** Says between which versions a change lies. */
export interface ChangeContext {
  /** The lower version. */
  readonly old: string;
  /** The higher version; left out where it is the reader's own: "yours". */
  readonly new?: string;
}

/**
 * Tells a change to people in a sentence or two, with the value that shows it. Values of hostile files can neither reorder the sentence nor
 * fill a screen.
 *
 * @example
 * describeChange(change, { old: '1.3.0' }, 'en');
 * // 1.3.0 accepted {"dependants":7}; yours rejects it at /dependants (maximum 6).
 */
export function describeChange(change: Change, context: ChangeContext, locale: Locale): string {
  const texts = TEXTS[locale];
  const names = { old: nameOf(context.old, locale), new: nameOf(context.new, locale) };
  const sentence = fill(texts.changes[keyOf(change)], { ...factsOf(change, locale), ...names });
  return sentence.charAt(0).toLocaleUpperCase(locale) + sentence.slice(1);
}

/** Tells which number a version must have: "This is 2.0.0.", and that it does not fit below what is published. */
export function describeVerdict(
  verdict: Pick<BumpVerdict, 'ok' | 'advice' | 'required' | 'beyond' | 'reasons'>,
  locale: Locale,
): string {
  const { required, beyond = '' } = verdict;
  const text = TEXTS[locale].verdicts[verdictKey(verdict)];
  return fill(text, { required: isolated(required, locale), beyond: isolated(beyond, locale) });
}

function verdictKey({ ok, advice, beyond, reasons }: Omit<Parameters<typeof describeVerdict>[0], 'required'>) {
  if (advice && reasons.length > 0) return 'advice';
  if (ok) return 'ok';
  return beyond === undefined ? 'demanded' : 'beyond';
}

/** Chooses the sentence: a value that is refused as a whole has no place, and what is compatible need not be proved to be more. */
function keyOf({ rule, comparison, vector }: Change): ChangeTextKey {
  const isWhole = (comparison?.at ?? '') === '';
  if (rule === 'input-narrowed' || rule === 'output-widened') return isWhole ? `${rule}-whole` : rule;
  const isPerhaps = comparison?.relation === 'unknown';
  if (rule === 'input-widened' || rule === 'output-narrowed') return isPerhaps ? `${rule}-perhaps` : rule;
  return rule === 'vector-fails' && hasFault(vector) ? 'vector-fails-error' : rule;
}

const hasFault = (vector: Change['vector']): boolean => vector !== undefined && 'error' in vector.outcome;

type Facts = Readonly<Record<string, string>>;

function factsOf(change: Change, locale: Locale): Facts {
  const { old: before, new: after, ...params } = change.params;
  const plain = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }), ...params };
  const shown = Object.entries(plain).map(([name, value]) => [name, isolated(showable(String(value)), locale)]);
  return {
    ...(Object.fromEntries(shown) as Facts),
    ...comparisonFacts(change.comparison, locale),
    ...vectorFacts(change, locale),
  };
}

function comparisonFacts(comparison: Comparison | undefined, locale: Locale): Facts {
  if (comparison === undefined) return {};
  const { witness, at = '', reason, verdict } = comparison;
  return {
    ...(verdict === 'undecided' ? { why: TEXTS[locale].reasons[reasonOf(reason)] } : {}),
    ...(witness === undefined ? {} : { value: isolated(showValue(witness, at), locale) }),
    at: isolated(showable(at), locale),
    reason: isolated(showable(brief(reason)), locale),
  };
}

/** `maximum: 6` → `maximum 6`; `required: ["income"]` → `required "income"`. */
const brief = (reason: string): string =>
  reason.replace(/^required: \[(.*)\]$/s, 'required $1').replace(/^(\w+): /, '$1 ');

const REASONS: Readonly<Record<string, UndecidedText>> = {
  ...{ steps: 'steps', states: 'pattern', pattern: 'pattern', length: 'length', number: 'number', unique: 'unique' },
  ...{ unevaluated: 'unevaluated', 'dynamic-ref': 'reference', reference: 'reference' },
  ...{ validators: 'validators', tolerant: 'tolerant' },
};

const reasonOf = (reason: string): UndecidedText =>
  Object.hasOwn(REASONS, reason) ? (REASONS[reason] ?? 'other') : 'other';

function vectorFacts({ vector, supersedes }: Change, locale: Locale): Facts {
  if (supersedes !== undefined) {
    const why = isolated(showable(pickText(supersedes.reason, locale)), locale);
    return { name: isolated(showable(supersedes.name), locale), of: nameOf(supersedes.version, locale), why };
  }
  if (vector === undefined) return {};
  const { name, version, input, expected, outcome } = vector;
  return {
    name: isolated(showable(name), locale),
    of: nameOf(version, locale),
    value: isolated(showValue(input), locale),
    expected: isolated(showValue(expected), locale),
    ...('error' in outcome
      ? { error: isolated(showable(outcome.error), locale) }
      : { actual: isolated(showValue(outcome.actual), locale) }),
  };
}

function nameOf(version: string | undefined, locale: Locale): string {
  const { named, yours } = TEXTS[locale].version;
  return version === undefined ? yours : fill(named, { version: isolated(version, locale) });
}

/** In Arabic foreign text is isolated, so that it does not turn the sentence around (UAX #9 §2.7). */
const isolated = (text: string, locale: Locale): string => (locale === 'ar' ? `\u2068${text}\u2069` : text);

const fill = (template: string, facts: Facts): string =>
  template.replace(/\{([a-z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(facts, name) ? (facts[name] ?? '') : whole,
  );
