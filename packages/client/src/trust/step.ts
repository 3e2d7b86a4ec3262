import type { TransparencyError, TransparencyErrorCode } from '@national-forge/transparency';

import { ClientError, type ErrorParams } from '../client-error.ts';

/** Lists the steps of the proof of a release, in the order in which people are told of them. */
export const TRUST_STEPS = [
  'origin',
  'checkpoint',
  'rollback',
  'consistency',
  'inclusion',
  'release-digest',
  'statement',
  'agency-state',
  'signatures',
  'agency-rollback',
  'agency-reset',
  'moved',
] as const;

/** Names the step of a proof that failed. */
export type TrustStep = (typeof TRUST_STEPS)[number];

/**
 * Makes the error of a proof that fails: `untrusted`, exit code 8, with the `step` and whatever its text needs. `reason`
 * says which rule is broken.
 */
export function untrusted(step: TrustStep, params: ErrorParams, cause?: unknown): ClientError {
  return new ClientError('untrusted', { params: { ...params, step }, cause });
}

/** Tells the step of a rule of notes, trees, keys and statements that was broken. */
function stepOf(code: TransparencyErrorCode): TrustStep {
  return STEPS[code] ?? familyOf(code);
}

/**
 * Runs a check and names the step when it fails.
 * @param step the step, where it does not follow from the rule that is broken
 */
export function checked<T>(params: ErrorParams, check: () => T, step?: TrustStep): T {
  try {
    return check();
  } catch (error) {
    if (!isTransparencyError(error)) throw error;
    const { release, key, ...rest } = error.params;
    const actual = release ?? key;
    const shown = actual === undefined ? {} : { actual };
    throw untrusted(step ?? stepOfError(error), { ...rest, ...shown, ...params, reason: error.code }, error);
  }
}

/** A verifier of proofs says at which step of its own it stopped. */
function stepOfError({ code, params }: TransparencyError): TrustStep {
  switch (params['step']) {
    case 'release':
      return 'release-digest';
    case 'checkpoint':
      return code === 'checkpoint-origin' ? 'origin' : 'checkpoint';
    case 'inclusion':
    case 'statement':
    case 'agency-state':
    case 'signatures':
      return params['step'];
    default:
      return stepOf(code);
  }
}

/** By its shape: two copies of the package may be loaded. */
function isTransparencyError(error: unknown): error is TransparencyError {
  return error instanceof Error && error.name === 'TransparencyError';
}

const STEPS: Partial<Record<TransparencyErrorCode, TrustStep>> = {
  'checkpoint-origin': 'origin',
  'consistency-invalid': 'consistency',
  'release-mismatch': 'release-digest',
  'key-malformed': 'agency-state',
  'key-weak': 'agency-state',
};

function familyOf(code: TransparencyErrorCode): TrustStep {
  const family = code.slice(0, code.indexOf('-'));
  switch (family) {
    case 'note':
    case 'checkpoint':
      return 'checkpoint';
    case 'statement':
    case 'envelope':
      return 'statement';
    case 'signature':
    case 'signer':
    case 'threshold':
      return 'signatures';
    case 'state':
    case 'change':
    case 'key':
      return 'agency-state';
    default:
      // The leaf, its place and the tree.
      return 'inclusion';
  }
}
