import {
  agencyWritten,
  tokenCreated,
  tokenInfo,
  tokenList,
  type AgencyWritten,
  type TokenCreated,
  type TokenInfo,
  type TokenList,
  type tokenRequest,
} from '@national-forge/api';
import type { LanguageMap } from '@national-forge/manifest';
import type { z } from 'zod';

import type { Transport } from '../transport/transport.ts';
import { target, type CallOptions } from './call.ts';
import type { Writer } from './writing.ts';

/** Is a wish for a token; what is left out gets the registry's default. */
export type TokenInput = z.input<typeof tokenRequest>;

/** Works with agencies and tokens; every call but none needs a token. */
export interface Accounts {
  /** Tells whose token this is. */
  whoami(options?: CallOptions): Promise<TokenInfo>;
  /** Revokes the token of this client. */
  logout(options?: CallOptions): Promise<void>;
  createAgency(name: string, title?: LanguageMap, options?: CallOptions): Promise<AgencyWritten>;
  tokens(agency: string, options?: CallOptions): Promise<TokenList>;
  createToken(agency: string, input: TokenInput, options?: CallOptions): Promise<TokenCreated>;
  revokeToken(agency: string, id: string, options?: CallOptions): Promise<void>;
}

/** Makes the calls about agencies and tokens over a transport. */
export function accountsOf(transport: Transport, writer: Writer): Accounts {
  const get = async <T>(path: string, schema: z.ZodType<T>, options?: CallOptions): Promise<T> =>
    (await transport.json({ method: 'GET', path, signal: options?.signal }, schema)).value;
  const post = <T>(path: string, call: Call<T>): Promise<T> => {
    const body = JSON.stringify(call.body);
    return writer.write({ method: 'POST', path, body, signal: call.options?.signal }, call.schema);
  };
  const remove = async (path: string, options?: CallOptions): Promise<void> => {
    await transport.empty({ method: 'DELETE', path, signal: options?.signal });
  };
  return {
    whoami: (options) => get(target('getOwnToken'), tokenInfo, options),
    logout: (options) => remove(target('revokeOwnToken'), options),
    createAgency: async (name, title, options) => {
      const written = await post(target('createAgency'), { body: { name, title }, schema: agencyWritten, options });
      await writer.acknowledge(written.receipt, [{ kind: 'agency', agency: name }]);
      return written;
    },
    tokens: (name, options) => get(target('listTokens', { agency: name }), tokenList, options),
    createToken: (name, body, options) =>
      post(target('createToken', { agency: name }), { body, schema: tokenCreated, options }),
    revokeToken: (name, id, options) => remove(target('revokeToken', { agency: name, id }), options),
  };
}

interface Call<T> {
  readonly body: unknown;
  readonly schema: z.ZodType<T>;
  readonly options: CallOptions | undefined;
}
