import type { VerifyStep } from '@national-forge/client';
import type { Locale } from '@national-forge/manifest';

import { formatInstant } from '../signing/describe-change.ts';
import { text, type TextKey, type TextParams } from '../texts/texts.ts';

/** Says in words what a step of a verification checked; where it failed for want of anything known, what to do. */
export function describeStep({ step, ok, facts }: VerifyStep, locale: Locale): string {
  const first = facts['reason'] === 'first-use';
  const params: TextParams = { ...facts, time: formatInstant(Number(facts['time'] ?? 0)) };
  return text(locale, keyOf(step, { ok, first, facts }), params);
}

interface Found {
  readonly ok: boolean;
  readonly first: boolean;
  readonly facts: VerifyStep['facts'];
}

function keyOf(step: VerifyStep['step'], found: Found): TextKey {
  const { facts } = found;
  switch (step) {
    case 'origin':
    case 'agency-state':
      return knownBy(step, found);
    case 'consistency':
      if (facts['from'] === undefined) return 'proved.consistency.first';
      return facts['online'] === 0 ? 'proved.consistency.offline' : 'proved.consistency';
    case 'inclusion':
      // A later step failed, so the leaf may be of anything.
      return facts['index'] === undefined ? 'proved.inclusion.other' : 'proved.inclusion';
    case 'release-digest':
      return facts['reason'] === 'no-files' ? 'proved.release-digest.none' : 'proved.release-digest';
    default:
      return `proved.${step}`;
  }
}

/** Says by what a log or an agency is known: this computer, a person, a lock file, or nothing. */
function knownBy(step: 'origin' | 'agency-state', { ok, first, facts }: Found): TextKey {
  const by = facts['by'];
  if (first) return ok ? `proved.${step}.first` : `proved.${step}.unknown`;
  return by === 'given' || by === 'lock' ? `proved.${step}.${by}` : `proved.${step}`;
}
