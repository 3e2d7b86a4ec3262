import type { TransparencyError, TransparencyErrorCode } from '@national-forge/transparency';

import type { ProblemCode } from './codes.ts';
import { ProblemError } from './problem-error.ts';

/** Codes that a problem of the same name tells; every other broken rule becomes the `reason` of a wider problem. */
const OWN = ['key-taken', 'key-unknown', 'change-stale', 'threshold-unmet', 'threshold-unreachable'] as const;

const KEY_REFUSED: ReadonlySet<TransparencyErrorCode> = new Set(['key-malformed', 'key-weak', 'key-limit']);

const CHANGE_REFUSED: ReadonlySet<TransparencyErrorCode> = new Set([
  'change-malformed',
  'change-origin',
  'key-last',
  'key-revoked',
  'leaf-malformed',
  'leaf-unexpected',
]);

/**
 * Makes the problem that answers a signed statement or change which breaks a rule of the agency's keys. The same rule gives
 * the same problem, whether it is found before the write lock or under it.
 *
 * @example try { assertReleaseSigned(claim); } catch (error) { throw trustProblem(error, agency); }
 */
export function trustProblem(error: TransparencyError, agency: string): ProblemError {
  const code = problemCodeOf(error.code);
  const { key = '', threshold = '', count = '' } = error.params;
  return new ProblemError(code, { agency, reason: error.code, key, threshold, count }, { cause: error });
}

function problemCodeOf(code: TransparencyErrorCode): ProblemCode {
  const own = OWN.find((one) => one === code);
  if (own !== undefined) return own;
  if (KEY_REFUSED.has(code)) return 'key-refused';
  return CHANGE_REFUSED.has(code) ? 'change-refused' : 'signature-invalid';
}
