import { TRANSPARENCY_ERROR_CODES, TransparencyError } from '@national-forge/transparency';
import { expect, test } from 'vitest';

import { isClientError } from '../client-error.ts';
import { checked, TRUST_STEPS } from './step.ts';

function stepFor(error: unknown): unknown {
  try {
    return checked({ what: 'x' }, () => {
      throw error;
    });
  } catch (caught) {
    return isClientError(caught) ? caught.params['step'] : caught;
  }
}

test.each(TRANSPARENCY_ERROR_CODES)('a broken rule %s has a step', (code) => {
  expect(TRUST_STEPS).toContain(stepFor(new TransparencyError(code)));
});

test.each([
  ['release', 'release-mismatch', 'release-digest'],
  ['current-state', 'signer-revoked', 'signatures'],
  ['current-state', 'inclusion-invalid', 'inclusion'],
  ['checkpoint', 'checkpoint-origin', 'origin'],
  ['checkpoint', 'note-unsigned', 'checkpoint'],
  ['agency-state', 'state-mismatch', 'agency-state'],
] as const)('a proof that stops at %s with %s fails at %s', (step, code, expected) => {
  expect(stepFor(new TransparencyError(code, { step }))).toBe(expected);
});

test('a fault of the program stays what it is', () => {
  const fault = new TypeError('x');

  expect(stepFor(fault)).toBe(fault);
});
