import { pathOf } from '@national-forge/api';

import { createAgency, getAgency, listAgencies } from '../../usecases/accounts/agencies.ts';
import { listTokens, orderToken, revokeOwnToken, revokeToken, tokenInfo } from '../../usecases/accounts/tokens.ts';
import type { Deps } from '../../usecases/deps.ts';
import { nextLink } from '../next-link.ts';
import type { Handlers } from '../operation.ts';
import { empty, json } from '../reply/reply.ts';
import { jsonEtag } from '../reply/send-reply.ts';

/** Answers for agencies and tokens. */
export function accountHandlers(
  deps: Deps,
): Handlers<
  | 'listAgencies'
  | 'createAgency'
  | 'getAgency'
  | 'listTokens'
  | 'createToken'
  | 'revokeToken'
  | 'getOwnToken'
  | 'revokeOwnToken'
> {
  return {
    listAgencies: async ({ query, req }) => {
      const page = await listAgencies(deps, query);
      return json(200, page, nextLink(req, page.cursor));
    },
    createAgency: async ({ body, account }) => {
      const made = await createAgency(deps, { ...body, actor: account.token.id });
      const { receipt: _proof, ...agency } = made;
      const headers = { Location: pathOf('getAgency', { agency: made.name }), ETag: jsonEtag(agency) };
      return json(201, made, headers);
    },
    getAgency: async ({ params }) => json(200, await getAgency(deps, params.agency)),
    listTokens: async ({ params, account }) => json(200, await listTokens(deps, account, params.agency)),
    createToken: async ({ params, body, account }) =>
      json(201, await orderToken(deps, account, { ...body, agency: params.agency })),
    revokeToken: async ({ params, account }) => {
      await revokeToken(deps, account, params);
      return empty(204);
    },
    getOwnToken: ({ account }) => json(200, tokenInfo(account.token)),
    revokeOwnToken: async ({ account }) => {
      await revokeOwnToken(deps, account);
      return empty(204);
    },
  };
}
