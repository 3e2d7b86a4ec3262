import { SCOPES, type Scope } from '@national-forge/api';

import { issueToken } from '../usecases/accounts/tokens.ts';
import { commit } from '../usecases/commit.ts';
import { CommandError, printLine, tellLine, type DataOptions } from './command.ts';
import type { Io } from './io.ts';
import { parseExpiry } from './expiry.ts';
import { withRegistry } from './with-registry.ts';

interface TokenOptions extends DataOptions {
  readonly agency?: string;
}

interface CreateOptions extends TokenOptions {
  readonly scope: readonly string[];
  readonly expires: string;
  readonly label: string;
  readonly algorithm?: readonly string[];
}

/** Creates a token and prints its secret, which is shown this once. */
export async function create(options: CreateOptions, io: Io): Promise<number> {
  const scopes = options.scope.flatMap((scope) => scope.split(',')).map(parseScope);
  if (options.agency === undefined && !scopes.includes('operator')) {
    throw new CommandError('name the agency with --agency; only operator tokens belong to none.', 2);
  }
  const algorithms = options.algorithm?.flatMap((name) => name.split(','));
  const made = await withRegistry({ ...options, create: true }, io, ({ deps }) => {
    const expiresAt = parseExpiry(options.expires, deps.clock.now());
    return issueToken(deps, { agency: options.agency ?? null, scopes, algorithms, label: options.label, expiresAt });
  });
  const { token, ...rest } = made;
  printLine(io, options.json ? JSON.stringify({ token, ...rest }) : token);
  return 0;
}

/** Lists tokens without their secrets. */
export async function list(options: TokenOptions, io: Io): Promise<number> {
  const tokens = await withRegistry(options, io, ({ deps }) => deps.catalogue.listTokens(options.agency ?? null));
  if (options.json) printLine(io, JSON.stringify({ tokens }));
  for (const { id, scopes, label, expiresAt, revokedAt } of options.json ? [] : tokens) {
    printLine(io, [id, scopes.join(','), revokedAt ? 'revoked' : `until ${expiresAt}`, label].join('\t'));
  }
  return 0;
}

/** Revokes a token; whoever holds it is refused from now on, by running servers too. */
export async function revoke(options: TokenOptions & { readonly id: string }, io: Io): Promise<number> {
  const { id, agency = null } = options;
  await withRegistry(options, io, ({ deps }) => commit(deps.ledger, { kind: 'token-revocation', id, agency }));
  if (options.json) printLine(io, JSON.stringify({ revoked: id }));
  else tellLine(io, `revoked ${id}`);
  return 0;
}

function parseScope(text: string): Scope {
  const scope = SCOPES.find((one) => one === text);
  if (scope !== undefined) return scope;
  throw new CommandError(`"${text}" is no scope: choose from ${SCOPES.join(', ')}.`, 2);
}
