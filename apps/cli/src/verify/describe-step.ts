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

function keyOf(step: VerifyStep['step'], { ok, first, facts }: Found): TextKey {
  switch (step) {
    case 'origin':
    case 'agency-state': {
      if (!first) return `proved.${step}`;
      return ok ? `proved.${step}.first` : `proved.${step}.unknown`;
    }
    case 'consistency':
      return facts['from'] === undefined ? 'proved.consistency.first' : 'proved.consistency';
    case 'inclusion':
      // A later step failed, so the leaf may be of anything.
      return facts['index'] === undefined ? 'proved.inclusion.other' : 'proved.inclusion';
    case 'release-digest':
      return facts['reason'] === 'no-files' ? 'proved.release-digest.none' : 'proved.release-digest';
    default:
      return `proved.${step}`;
  }
}
