import { trustProblem } from '@national-forge/api';
import { TransparencyError } from '@national-forge/transparency';

import { Refusal } from '../refusal.ts';

/**
 * Turns what the rules of keys and signatures say into the problem that is told, the same as before the lock was taken;
 * other errors stay as they are.
 */
export function asRefusal(error: unknown, agency: string): unknown {
  if (!(error instanceof TransparencyError)) return error;
  const { code, params } = trustProblem(error, agency);
  return new Refusal(code, params);
}
