import { TRUST_STEPS, type VerifyStep } from '@national-forge/client';
import { describe, expect, it } from 'vitest';

import { TEXTS } from '../texts/texts.ts';
import { describeStep, isWanting } from './describe-step.ts';

const LOCALES = ['ar', 'fr', 'en'] as const;
const OUTCOMES = ['ok', 'failed', 'unchecked'] as const;
const reader = (locale: (typeof LOCALES)[number]) => ({ locale, recorded: 'eau/besoin@0.1.0' });

/** What a step may have found: everything, some of it, or nothing but the release that a later step failed for. */
const FACTS: readonly VerifyStep['facts'][] = [
  {},
  { what: 'eau/besoin@0.1.0' },
  { what: 'eau/besoin@0.1.0', index: 3 },
  { what: 'eau/besoin@0.1.0', by: 'lock', revoked: 'sha256:00' },
  { what: 'eau/besoin@0.1.0', from: 3, online: 0 },
];
const REASONS = [undefined, 'first-use', 'no-files', 'more-keys', 'unpinned-keys'] as const;

describe('a step in words', () => {
  it.each(LOCALES)('in %s never shows a mark that was not filled, whatever is known of the step', (locale) => {
    for (const step of TRUST_STEPS)
      for (const outcome of OUTCOMES)
        for (const found of FACTS)
          for (const reason of REASONS) {
            const facts = reason === undefined ? found : { ...found, reason };
            const words = describeStep({ step, ok: outcome !== 'failed', outcome, facts }, reader(locale));
            expect([step, words]).toEqual([step, expect.not.stringMatching(/[{}]|undefined|1970/)]);
          }
  });

  it('says that it passed where what it found went with the failure of a later step', () => {
    const step = { step: 'release-digest', ok: true, outcome: 'ok', facts: { what: 'eau/besoin@0.1.0' } } as const;

    expect(describeStep(step, reader('en'))).toBe(TEXTS.en['proved.untold']);
  });

  it('that failed for want of anything known says what is wanting, and is no refusal', () => {
    const facts = { agency: 'eau', threshold: 2, keys: 'sha256:aa', missing: 'sha256:bb', reason: 'unpinned-keys' };
    const step = { step: 'agency-state', ok: false, outcome: 'failed', facts } as const;

    expect(isWanting(step)).toBe(true);
    expect(describeStep(step, reader('en'))).toContain('forge-lock.json pins sha256:aa and not sha256:bb');
    expect(isWanting({ ...step, facts: { ...facts, reason: 'other-keys' } })).toBe(false);
  });
});
