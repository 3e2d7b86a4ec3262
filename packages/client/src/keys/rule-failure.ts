import { trustProblem } from '@national-forge/api';
import type { TransparencyError } from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';

/**
 * Runs a check of an agency's rules; what it finds is thrown as the problem that the registry would answer with, so that
 * people are told the same, sooner.
 * @throws ClientError `signature-invalid`, `key-refused`, `key-taken`, `key-unknown`, `change-stale`, `change-refused`,
 * `threshold-unmet`, `threshold-unreachable`
 */
export function judged<T>(agency: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!isTransparencyError(error)) throw error;
    const { code, params } = trustProblem(error, agency);
    throw new ClientError(code, { params: { ...params }, cause: error });
  }
}

/** By its shape: two copies of the package may be loaded. */
function isTransparencyError(error: unknown): error is TransparencyError {
  return error instanceof Error && error.name === 'TransparencyError';
}
