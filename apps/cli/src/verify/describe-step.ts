import type { VerifyStep } from '@national-forge/client';
import type { Locale } from '@national-forge/manifest';

import { formatInstant } from '../signing/describe-change.ts';
import { text, type TextKey, type TextParams } from '../texts/texts.ts';

/** Says in words what a step of a verification checked; where it failed for want of anything known, what to do. */
export function describeStep({ step, ok, facts }: VerifyStep, { locale, tree, recorded }: Reader): string {
  const first = facts['reason'] === 'first-use';
  const time = formatInstant(Number(facts['time'] ?? 0));
  const params: TextParams = {
    ...{ ...facts, time },
    ...(tree !== undefined && { tree }),
    // A leaf names what it was made for, whatever it is called now.
    ...(step === 'inclusion' && { what: recorded }),
    ...(step === 'moved' && { leaves: String(facts['leaves']).replaceAll(' ', ', ') }),
  };
  return text(locale, keyOf(step, { ok, first, facts, tree }), params);
}

/** Says for whom a step is described, and what other steps found. */
export interface Reader {
  readonly locale: Locale;
  /** Size of the tree that the proof is of, when the proof came so far. */
  readonly tree: number | undefined;
  /** The release under the name it was published under. */
  readonly recorded: string;
}

interface Found {
  readonly ok: boolean;
  readonly first: boolean;
  readonly facts: VerifyStep['facts'];
  readonly tree: number | undefined;
}

function keyOf(step: VerifyStep['step'], found: Found): TextKey {
  const { facts } = found;
  switch (step) {
    case 'origin':
    case 'agency-state':
      return knownBy(step, found);
    case 'consistency':
      return historyOf(found);
    case 'inclusion':
      // A later step failed, so the leaf may be of anything.
      return facts['index'] === undefined ? 'proved.inclusion.other' : 'proved.inclusion';
    case 'release-digest':
      return facts['reason'] === 'no-files' ? 'proved.release-digest.none' : 'proved.release-digest';
    default:
      return `proved.${step}`;
  }
}

/** Says what was compared with what was seen before: without a registry there is no proof that one tree continues another. */
function historyOf({ facts, tree }: Found): TextKey {
  const { from, to, online } = facts;
  if (from === undefined) return 'proved.consistency.first';
  if (online !== 0) return from === to ? 'proved.consistency.news' : 'proved.consistency';
  if (tree === undefined) return 'proved.consistency.unknown';
  return tree === from ? 'proved.consistency.same' : 'proved.consistency.offline';
}

/** Says by what a log or an agency is known: this computer, a person, a lock file, or nothing. */
function knownBy(step: 'origin' | 'agency-state', { ok, first, facts }: Found): TextKey {
  const by = facts['by'];
  if (first) return ok ? `proved.${step}.first` : `proved.${step}.unknown`;
  return by === 'given' || by === 'lock' ? `proved.${step}.${by}` : `proved.${step}`;
}
