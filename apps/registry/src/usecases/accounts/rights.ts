import { ProblemError, type Access } from '@national-forge/api';

import type { TokenRecord } from '../../ports.ts';

/** Refuses a token without any of the scopes a route asks for. Throws `ProblemError` `scope-missing`. */
export function assertScope(token: TokenRecord, access: Access): void {
  if (typeof access === 'string' || access.some((scope) => token.scopes.includes(scope))) return;
  throw new ProblemError('scope-missing', { scope: access[0] ?? '', scopes: token.scopes.join(', ') });
}

/**
 * Refuses a token of another agency. An operator token belongs to none and passes for all, as far as its scopes go: who
 * may give every agency its owner could do so anyway, only with one more step.
 * Throws `ProblemError` `agency-forbidden`.
 */
export function assertAgency(token: TokenRecord, agency: string): void {
  if (token.agency === agency || token.agency === null) return;
  throw new ProblemError('agency-forbidden', { tokenAgency: token.agency, agency });
}

/**
 * Refuses a token that may not act on an algorithm: of another agency, or limited to other algorithms.
 * Throws `ProblemError` `agency-forbidden`, `algorithm-forbidden`.
 */
export function assertAlgorithm(token: TokenRecord, name: string): void {
  assertAgency(token, name.slice(0, name.indexOf('/')));
  if (token.algorithms === null || token.algorithms.includes(name)) return;
  throw new ProblemError('algorithm-forbidden', { name, algorithms: token.algorithms.join(', ') });
}
