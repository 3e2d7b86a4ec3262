import { createHash } from 'node:crypto';

import { isToken } from '@national-forge/admission';
import { ProblemError } from '@national-forge/api';

import type { Account, Accounts, Clock } from '../../ports.ts';
import { formatInstant } from '../instant.ts';

/**
 * Hashes the secret of a token for storage and search. A plain SHA-256 suffices: the secret holds more than 200 random
 * bits, so there is no dictionary to try, and a slow hash would only slow down every request. The search by hash leaks
 * nothing by its time: who guesses learns about a hash he cannot aim.
 */
export function hashSecret(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}

/**
 * Finds who holds a token.
 * Throws `ProblemError` `unauthenticated` (no token, not one of ours, unknown), `token-revoked`, `token-expired`.
 */
export async function authenticate(
  deps: { readonly accounts: Accounts; readonly clock: Clock },
  secret: string | undefined,
): Promise<Account> {
  // The checksum refuses most typos and all foreign tokens before the store is asked.
  if (secret === undefined || !isToken(secret)) throw new ProblemError('unauthenticated');
  const token = await deps.accounts.findToken(hashSecret(secret));
  if (token === undefined) throw new ProblemError('unauthenticated');
  if (token.revokedAt !== null) throw new ProblemError('token-revoked');
  if (token.expiresAt <= deps.clock.now()) {
    throw new ProblemError('token-expired', { expiresAt: formatInstant(token.expiresAt) });
  }
  return { token };
}
