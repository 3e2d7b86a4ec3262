import {
  agency,
  tokenCreated,
  tokenInfo,
  tokenList,
  type Agency,
  type TokenCreated,
  type TokenInfo,
  type TokenList,
  type tokenRequest,
} from '@national-forge/api';
import type { LanguageMap } from '@national-forge/manifest';
import type { z } from 'zod';

import type { Transport } from '../transport/transport.ts';
import { target, type CallOptions } from './call.ts';

/** Is a wish for a token; what is left out gets the registry's default. */
export type TokenInput = z.input<typeof tokenRequest>;

/** Works with agencies and tokens; every call but none needs a token. */
export interface Accounts {
  /** Tells whose token this is. */
  whoami(options?: CallOptions): Promise<TokenInfo>;
  /** Revokes the token of this client. */
  logout(options?: CallOptions): Promise<void>;
  createAgency(name: string, title?: LanguageMap, options?: CallOptions): Promise<Agency>;
  tokens(agency: string, options?: CallOptions): Promise<TokenList>;
  createToken(agency: string, input: TokenInput, options?: CallOptions): Promise<TokenCreated>;
  revokeToken(agency: string, id: string, options?: CallOptions): Promise<void>;
}

/** Makes the calls about agencies and tokens over a transport. */
export function accountsOf(transport: Transport): Accounts {
  const send = <T>(method: 'GET' | 'POST', call: Call<T>) =>
    transport
      .json(
        {
          method,
          path: call.path,
          signal: call.options?.signal,
          ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        },
        call.schema,
      )
      .then(({ value }) => value);
  const remove = async (path: string, options?: CallOptions): Promise<void> => {
    await transport.empty({ method: 'DELETE', path, signal: options?.signal });
  };
  return {
    whoami: (options) => send('GET', { path: target('getOwnToken'), schema: tokenInfo, options }),
    logout: (options) => remove(target('revokeOwnToken'), options),
    createAgency: (name, title, options) =>
      send('POST', { path: target('createAgency'), body: { name, title }, schema: agency, options }),
    tokens: (name, options) =>
      send('GET', { path: target('listTokens', { agency: name }), schema: tokenList, options }),
    createToken: (name, body, options) =>
      send('POST', { path: target('createToken', { agency: name }), body, schema: tokenCreated, options }),
    revokeToken: (name, id, options) => remove(target('revokeToken', { agency: name, id }), options),
  };
}

interface Call<T> {
  readonly path: string;
  readonly body?: unknown;
  readonly schema: z.ZodType<T>;
  readonly options: CallOptions | undefined;
}
