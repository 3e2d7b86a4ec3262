import type { VerifyStep } from '@national-forge/client';
import type { Locale } from '@national-forge/manifest';

import { formatInstant } from '../signing/describe-change.ts';
import { marksOf, text, TEXTS, type TextKey, type TextParams } from '../texts/texts.ts';

/** Says in words what a step of a verification checked; where it failed for want of anything known, what to do. */
export function describeStep(step: VerifyStep, { locale, recorded }: Reader): string {
  const { facts } = step;
  const params: TextParams = {
    ...facts,
    ...(facts['time'] !== undefined && { time: formatInstant(Number(facts['time'])) }),
    // A leaf names what it was made for, whatever it is called now.
    ...(step.step === 'inclusion' && { what: recorded }),
    ...(step.step === 'moved' && { leaves: String(facts['leaves']).replaceAll(' ', ', ') }),
  };
  const key = keyOf(step);
  // What a step found may have gone with the failure of a later one: then a person is told less, never a mark to be filled.
  const isFilled = marksOf(TEXTS[locale][key]).every((mark) => params[mark] !== undefined);
  return text(locale, isFilled ? key : 'proved.untold', params);
}

/** Says for whom a step is described. */
export interface Reader {
  readonly locale: Locale;
  /** The release under the name it was published under. */
  readonly recorded: string;
}

/** A step can fail for want of anything known here; nothing is wrong with the release then, as far as can be told. */
export function isWanting({ ok, facts }: VerifyStep): boolean {
  return !ok && ['first-use', 'more-keys', 'unpinned-keys'].includes(String(facts['reason']));
}

function keyOf(step: VerifyStep): TextKey {
  const { facts } = step;
  const first = facts['reason'] === 'first-use';
  switch (step.step) {
    case 'origin':
      return knownBy('origin', step);
    case 'agency-state':
      return keysKnownBy(step);
    case 'consistency':
      return historyOf(step);
    case 'inclusion':
      // A later step failed, so the leaf may be of anything.
      if (facts['index'] === undefined) return 'proved.inclusion.other';
      return first ? 'proved.inclusion.unvouched' : 'proved.inclusion';
    case 'release-digest':
      return contentOf(step);
    case 'signatures':
      return first ? 'proved.signatures.unvouched' : 'proved.signatures';
    default:
      return `proved.${step.step}`;
  }
}

function contentOf({ facts }: VerifyStep): TextKey {
  if (facts['reason'] === 'no-files')
    return facts['digest'] === undefined ? 'proved.release-digest.unread' : 'proved.release-digest.none';
  return facts['reason'] === 'first-use' ? 'proved.release-digest.unvouched' : 'proved.release-digest';
}

/** Says what was compared with what was seen before: without a registry there is no proof that one tree continues another. */
function historyOf({ outcome, facts: { from, to, tree, online } }: VerifyStep): TextKey {
  if (online === 0 && from !== undefined)
    return outcome === 'ok' ? 'proved.consistency.same' : 'proved.consistency.offline';
  if (online !== 0 && tree !== to)
    return from === undefined ? 'proved.consistency.grownFirst' : 'proved.consistency.grown';
  if (from === undefined) return 'proved.consistency.first';
  return from === to ? 'proved.consistency.news' : 'proved.consistency';
}

/** Says by what a log or an agency is known: this computer, a person, a lock file, or nothing. */
function knownBy(step: 'origin' | 'agency-state', { ok, facts: { by, reason } }: VerifyStep): TextKey {
  if (reason === 'first-use') return ok ? `proved.${step}.first` : `proved.${step}.unknown`;
  return by === 'given' || by === 'lock' ? `proved.${step}.${by}` : `proved.${step}`;
}

function keysKnownBy(step: VerifyStep): TextKey {
  const { by, revoked, reason, keys } = step.facts;
  if (reason === 'more-keys') return 'proved.agency-state.more';
  if (reason === 'unpinned-keys')
    return keys === '' ? 'proved.agency-state.unpinnedAll' : 'proved.agency-state.unpinned';
  return by === 'lock' && revoked !== undefined ? 'proved.agency-state.since' : knownBy('agency-state', step);
}
