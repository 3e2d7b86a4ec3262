import { describeChange } from '@national-forge/admission';
import type { Locale } from '@national-forge/manifest';
import { isWaivable, type BumpReason } from '@national-forge/versioning';

import { levelWord } from '../diff/render-text.ts';
import type { Io } from '../io.ts';
import { printable } from '../output.ts';
import type { NotRun } from '../programs/replayer.ts';
import { text } from '../texts/texts.ts';
import type { BumpPlan } from './plan-bump.ts';

/** Says what became of a plan. */
export interface BumpOutcome {
  readonly notRun: readonly NotRun[];
  readonly written: boolean;
}

/** Tells a change in a sentence: the version above it is called by its number, the one in the folder "yours". */
export function reasonWords(reason: BumpReason, version: string, locale: Locale): string {
  const { edge, against } = reason;
  return describeChange(reason, edge === 'below' ? { old: against } : { old: version, new: against }, locale);
}

/** Makes the document of a call with `--json`. */
export function documentOf(plan: BumpPlan, { notRun, written }: BumpOutcome): object {
  const reasons = plan.reasons.map((reason) => ({ ...reason, message: reasonWords(reason, plan.present, 'en') }));
  return { ...plan, reasons, notRun, written };
}

/** Writes the version to stdout, and why to stderr. */
export function tellPlan(io: Io, plan: BumpPlan, { notRun, written }: BumpOutcome): void {
  const { locale } = io;
  const say = (words: string): void => io.err(`${printable(words)}\n`);
  const { name, present, next, reasons } = plan;
  say(text(locale, `bump.state.${plan.state}`, { name, present, next }));
  for (const reason of reasons) {
    const words = reasonWords(reason, present, locale).replace(/\s+/g, ' ');
    io.err(`  ${levelWord(reason.level, { locale, colorOut: io.color })}${printable(words)}\n`);
  }
  for (const reason of notRun) say(`  ${text(locale, `bump.notRun.${reason}`)}`);
  if (reasons.length > 0 && reasons.every(isWaivable)) say(text(locale, 'bump.waivable', { present }));
  if (written) say(text(locale, 'bump.written', { present, next }));
  io.out(`${next}\n`);
}
