import type { Locale } from '@national-forge/manifest';
import type { BumpVerdict, Change } from '@national-forge/versioning';

/** Says between which versions a change lies. */
export interface ChangeContext {
  /** The lower version. */
  readonly old: string;
  /** The higher version, as it is called in a sentence; left out for the reader's own: "yours". */
  readonly new?: string;
}

/** Tells a change to people, in a sentence or two. */
export function describeChange(change: Change, context: ChangeContext, locale: Locale): string {
  return `${locale} ${change.rule} ${context.old} ${context.new ?? ''}`;
}

/** Tells what number a version must have: "This is 2.0.0." */
export function describeVerdict(verdict: BumpVerdict, locale: Locale): string {
  return `${locale} ${verdict.required}`;
}
