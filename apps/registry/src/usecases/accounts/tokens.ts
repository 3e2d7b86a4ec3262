import { formatToken } from '@national-forge/admission';
import { ProblemError, type Scope, type TokenCreated, type TokenInfo, type TokenList } from '@national-forge/api';

import type { Account, NewToken, Randomness, TokenRecord } from '../../ports.ts';
import type { Deps } from '../deps.ts';
import { formatInstant } from '../instant.ts';
import { assertAgencyNotMoved } from '../moved-name.ts';
import { randomId } from '../random-id.ts';
import { commit } from '../commit.ts';
import { hashSecret } from './authenticate.ts';
import { assertAgency } from './rights.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Bounds the life of a token, in days. */
const TOKEN_DAYS_LIMIT = 366;

/** Says which token is wanted; `agency` null is an operator token. */
export interface TokenWish {
  readonly agency: string | null;
  readonly scopes: readonly Scope[];
  readonly algorithms?: readonly string[] | null | undefined;
  readonly label: string;
  readonly expiresAt: Date;
}

type TokenDeps = Pick<Deps, 'ledger' | 'catalogue' | 'names' | 'clock' | 'random'>;

/** Makes the secret of a token, its hash and a random identifier that may be shown to anyone. */
export function newToken(random: Randomness): NewToken {
  const secret = formatToken(random.bytes(32));
  return { id: randomId(random), secret, hash: hashSecret(secret) };
}

/** Shows a token without its secret. */
export function tokenInfo(token: TokenRecord): TokenInfo {
  return {
    id: token.id,
    agency: token.agency,
    scopes: [...token.scopes],
    algorithms: token.algorithms === null ? null : [...token.algorithms],
    label: token.label,
    createdAt: formatInstant(token.createdAt),
    expiresAt: formatInstant(token.expiresAt),
    revokedAt: token.revokedAt && formatInstant(token.revokedAt),
  };
}

/**
 * Creates a token on the authority of whoever runs the command or was checked before; the answer is the only place where
 * the secret is ever shown.
 * Throws `ProblemError` `agency-unknown`, `agency-moved`, `expiry-refused`, `algorithm-forbidden`, `scope-refused`.
 */
export async function issueToken(deps: TokenDeps, wish: TokenWish): Promise<TokenCreated> {
  const now = deps.clock.now();
  assertWish(wish, now);
  if (wish.agency !== null) assertAgencyNotMoved(deps, wish.agency);
  if (wish.agency !== null && !(await deps.catalogue.hasAgency(wish.agency))) {
    throw new ProblemError('agency-unknown', { agency: wish.agency });
  }
  const { id, secret, hash } = newToken(deps.random);
  const scopes = [...new Set(wish.scopes)];
  const algorithms = wish.algorithms ? [...new Set(wish.algorithms)] : null;
  const { agency, label } = wish;
  const expiresAt = new Date(Math.floor(wish.expiresAt.getTime() / 1000) * 1000);
  const outcome = await commit(deps.ledger, { kind: 'token', id, hash, agency, scopes, algorithms, label, expiresAt });
  const record: TokenRecord = {
    id,
    agency,
    scopes,
    algorithms,
    label,
    createdAt: outcome.at,
    expiresAt,
    revokedAt: null,
  };
  return { ...tokenInfo(record), token: secret };
}

function assertWish(wish: TokenWish, now: Date): void {
  const life = wish.expiresAt.getTime() - now.getTime();
  if (!(life > 0 && life <= TOKEN_DAYS_LIMIT * DAY))
    throw new ProblemError('expiry-refused', { limit: TOKEN_DAYS_LIMIT });
  // Only an operator token belongs to no agency; it may publish for all of them, but it owns none.
  const refused = wish.agency === null ? refusedToOperator(wish.scopes) : wish.scopes.find((one) => one === 'operator');
  if (refused !== undefined) throw new ProblemError('scope-refused', { scopes: wish.agency ?? '-', scope: refused });
  if (wish.algorithms) assertLimit(wish, wish.algorithms);
}

function assertLimit({ agency, scopes }: TokenWish, algorithms: readonly string[]): void {
  // An owner may make any token of the agency: a limit on his own would be none.
  const unbounded = scopes.find((scope) => scope === 'owner' || scope === 'operator');
  if (unbounded !== undefined) {
    throw new ProblemError('scope-refused', { scopes: algorithms.join(', '), scope: unbounded });
  }
  for (const name of algorithms) {
    if (name.startsWith(`${agency ?? ''}/`)) continue;
    throw new ProblemError('agency-forbidden', { tokenAgency: agency ?? '-', agency: name.split('/')[0] ?? '' });
  }
}

const refusedToOperator = (scopes: readonly Scope[]): Scope | undefined =>
  scopes.includes('operator') ? scopes.find((scope) => scope === 'owner') : scopes[0];

/** Says which token a holder of a token asks for. */
export interface TokenOrder {
  readonly agency: string;
  readonly scopes: readonly Scope[];
  readonly algorithms?: readonly string[] | null | undefined;
  readonly label: string;
  readonly expiresInDays: number;
}

/**
 * Creates a token for an agency as its owner or as operator. Nobody makes operator tokens over HTTP: who steals one
 * must not be able to leave himself another.
 * Throws `ProblemError` `agency-forbidden`, `scope-refused` and what {@link issueToken} throws.
 */
export async function orderToken(deps: TokenDeps, account: Account, order: TokenOrder): Promise<TokenCreated> {
  await assertGoverns(deps, account, order.agency);
  if (order.scopes.includes('operator')) {
    throw new ProblemError('scope-refused', { scopes: account.token.scopes.join(', '), scope: 'operator' });
  }
  const expiresAt = new Date(deps.clock.now().getTime() + order.expiresInDays * DAY);
  return issueToken(deps, { ...order, expiresAt });
}

/** Lists the tokens of an agency, for its owners and the operator. Throws `agency-unknown`, `agency-forbidden`. */
export async function listTokens(deps: TokenDeps, account: Account, agency: string): Promise<TokenList> {
  await assertGoverns(deps, account, agency);
  return { tokens: [...(await deps.catalogue.listTokens(agency))] };
}

/** Revokes a token of an agency. Throws `ProblemError` `agency-unknown`, `agency-forbidden`, `token-unknown`. */
export async function revokeToken(
  deps: TokenDeps,
  account: Account,
  { agency, id }: { readonly agency: string; readonly id: string },
): Promise<void> {
  await assertGoverns(deps, account, agency);
  await commit(deps.ledger, { kind: 'token-revocation', id, agency });
}

/** Revokes the token of the request itself. */
export async function revokeOwnToken(deps: Pick<Deps, 'ledger'>, { token }: Account): Promise<void> {
  await commit(deps.ledger, { kind: 'token-revocation', id: token.id, agency: token.agency });
}

async function assertGoverns(deps: TokenDeps, { token }: Account, agency: string): Promise<void> {
  assertAgencyNotMoved(deps, agency);
  assertAgency(token, agency);
  if (!(await deps.catalogue.hasAgency(agency))) throw new ProblemError('agency-unknown', { agency });
}
