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
import type * as z from 'zod';

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
  const remove = async (path: string, options?: CallOptions): Promise<void> => {
    await transport.empty({ method: 'DELETE', path, signal: options?.signal });
  };
  return {
    whoami: (options) => get(target('getOwnToken'), tokenInfo, options),
    logout: (options) => remove(target('revokeOwnToken'), options),
    createAgency: async (name, title, options) => {
      const request = { method: 'POST', path: target('createAgency'), body: JSON.stringify({ name, title }) } as const;
      const written = await writer.write({ ...request, signal: options?.signal }, agencyWritten);
      await writer.acknowledge(written.receipt, [{ kind: 'agency', agency: name }]);
      return written;
    },
    tokens: (name, options) => get(target('listTokens', { agency: name }), tokenList, options),
    createToken: async (name, input, options) => {
      const request = {
        method: 'POST',
        path: target('createToken', { agency: name }),
        body: JSON.stringify(input),
      } as const;
      // A token stands in no log: there is no need to know it first.
      const showing = await writer.withSeen({ ...request, signal: options?.signal }, undefined);
      return (await transport.json(showing, tokenCreated)).value;
    },
    revokeToken: (name, id, options) => remove(target('revokeToken', { agency: name, id }), options),
  };
}
