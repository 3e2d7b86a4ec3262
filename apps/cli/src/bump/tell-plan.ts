import { isWaivable } from '@national-forge/versioning';

import { fewOfEach } from '../few-of-each.ts';
import type { Io } from '../io.ts';
import { printable } from '../output.ts';
import type { NotRun } from '../programs/replayer.ts';
import { text } from '../texts/texts.ts';
import type { BumpPlan } from './plan-bump.ts';
import { reasonLine, reasonWords } from './reason-words.ts';

/** Says what became of a plan. */
export interface BumpOutcome {
  readonly notRun: readonly NotRun[];
  readonly written: boolean;
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
  const { name, present, next, beyond, reasons } = plan;
  say(text(locale, `bump.state.${plan.state}`, { name, present, next }));
  if (beyond !== undefined) say(text(locale, 'bump.beyond', { beyond }));
  for (const { item, more } of fewOfEach(reasons, ({ rule, against }) => `${rule} ${against}`)) {
    if (more === undefined) io.err(reasonLine(item, present, io));
    else say(`  ${text(locale, 'changes.more', { count: more })}`);
  }
  for (const reason of notRun) say(`  ${text(locale, `bump.notRun.${reason}`)}`);
  if (notRun.includes('program-incomplete')) say(`  ${text(locale, 'bump.withHint')}`);
  if (reasons.length > 0 && reasons.every(isWaivable)) say(text(locale, 'bump.waivable', { present }));
  if (plan.asked) say(text(locale, 'bump.asked', { next }));
  if (written) say(text(locale, 'bump.written', { present, next }));
  io.out(`${next}\n`);
}
