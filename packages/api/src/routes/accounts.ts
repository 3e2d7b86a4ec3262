import * as z from 'zod';

import {
  agency,
  agencyPage,
  agencyRequest,
  agencyWritten,
  tokenCreated,
  tokenInfo,
  tokenList,
  tokenRequest,
} from '../bodies/accounts.ts';
import { agencyName, cursor, limit } from '../bodies/common.ts';
import { MOVED, type Route } from './route.ts';

const agencyParams = z.object({ agency: agencyName });
const json = <T extends z.ZodType>(schema: T) => ({ 'application/json': schema });

/** Lists the routes of agencies and tokens. */
export const accountRoutes = {
  listAgencies: {
    method: 'get',
    path: '/api/v1/agencies',
    summary: 'List the agencies',
    tag: 'agencies',
    access: 'public',
    query: z.object({ limit: limit.default(50), cursor: cursor.optional() }),
    answers: {
      200: { description: 'A page, by name.', content: json(agencyPage), headers: ['ETag', 'Link'] },
      304: { description: 'Not changed since the ETag given.' },
    },
    problems: ['cursor-invalid'],
  },
  createAgency: {
    method: 'post',
    path: '/api/v1/agencies',
    summary: 'Create an agency',
    tag: 'agencies',
    access: ['operator'],
    body: json(agencyRequest),
    answers: { 201: { description: 'Created.', content: json(agencyWritten), headers: ['Location', 'ETag'] } },
    problems: ['agency-taken', 'name-reserved'],
  },
  getAgency: {
    method: 'get',
    path: '/api/v1/agencies/{agency}',
    summary: 'Give an agency',
    tag: 'agencies',
    access: 'public',
    params: agencyParams,
    answers: {
      200: { description: 'The agency.', content: json(agency), headers: ['ETag'] },
      304: { description: 'Not changed since the ETag given.' },
      ...MOVED,
    },
    problems: ['agency-unknown'],
  },
  listTokens: {
    method: 'get',
    path: '/api/v1/agencies/{agency}/tokens',
    summary: 'List the tokens of an agency',
    tag: 'tokens',
    access: ['owner', 'operator'],
    params: agencyParams,
    answers: { 200: { description: 'The tokens, without their secrets.', content: json(tokenList) }, ...MOVED },
    problems: ['agency-unknown'],
  },
  createToken: {
    method: 'post',
    path: '/api/v1/agencies/{agency}/tokens',
    summary: 'Create a token for an agency',
    tag: 'tokens',
    access: ['owner', 'operator'],
    params: agencyParams,
    body: json(tokenRequest),
    answers: { 201: { description: 'Created; the secret is shown this once.', content: json(tokenCreated) } },
    problems: ['agency-unknown', 'agency-moved', 'scope-refused', 'expiry-refused', 'agency-forbidden'],
  },
  revokeToken: {
    method: 'delete',
    path: '/api/v1/agencies/{agency}/tokens/{id}',
    summary: 'Revoke a token',
    tag: 'tokens',
    access: ['owner', 'operator'],
    params: z.object({ agency: agencyName, id: z.string().min(1).max(64) }),
    answers: { 204: { description: 'Revoked.' } },
    problems: ['agency-unknown', 'agency-moved', 'token-unknown'],
  },
  getOwnToken: {
    method: 'get',
    path: '/api/v1/tokens/self',
    summary: 'Tell whose token this is',
    tag: 'tokens',
    access: 'token',
    answers: { 200: { description: 'The token of the request.', content: json(tokenInfo) } },
    problems: [],
  },
  revokeOwnToken: {
    method: 'delete',
    path: '/api/v1/tokens/self',
    summary: 'Revoke the token of the request',
    tag: 'tokens',
    access: 'token',
    answers: { 204: { description: 'Revoked.' } },
    problems: [],
  },
} as const satisfies Record<string, Route>;
