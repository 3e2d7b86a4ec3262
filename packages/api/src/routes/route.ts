import type * as z from 'zod';

import type { Scope } from '../bodies/accounts.ts';
import type { ProblemCode } from '../problems/codes.ts';

/** Says what one success answer of a route holds. */
export interface Answer {
  readonly description: string;
  /** Body by media type; a zod schema for JSON, `binary` or `text` for others, absent for none. */
  readonly content?: Readonly<Record<string, z.ZodType | 'binary' | 'text'>>;
  readonly headers?: readonly string[];
}

/** Says who may call a route: everyone, any valid token, or a token with one of the scopes. */
export type Access = 'public' | 'token' | readonly Scope[];

/** Describes one operation of the HTTP interface; server, client and OpenAPI document are made from it. */
export interface Route {
  readonly method: 'get' | 'put' | 'post' | 'patch' | 'delete' | 'head';
  /** OpenAPI path template, such as `/api/v1/agencies/{agency}`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Request headers with a meaning of their own. */
  readonly headers?: Readonly<Record<string, { readonly required: boolean; readonly description: string }>>;
  /** Body by media type. */
  readonly body?: Readonly<Record<string, z.ZodType | 'binary'>>;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Problems of this route beside those every route has. */
  readonly problems: readonly ProblemCode[];
}

/** Says what a read under a name that moved answers. */
export const MOVED = {
  308: { description: 'The name moved; read it under the present one.', headers: ['Location'] },
} as const satisfies Route['answers'];

/** Lists the problems that every route may answer with. */
export const COMMON_PROBLEMS: readonly ProblemCode[] = [
  'request-invalid',
  'route-unknown',
  'method-not-allowed',
  'request-timeout',
  'uri-too-long',
  'rate-limited',
  'headers-too-large',
  'internal',
  'shutting-down',
];

/** Lists the problems of every route that needs a token. */
export const TOKEN_PROBLEMS: readonly ProblemCode[] = [
  'unauthenticated',
  'token-expired',
  'token-revoked',
  'scope-missing',
  'agency-forbidden',
];

/** Lists the problems of every route that writes. */
export const WRITE_PROBLEMS: readonly ProblemCode[] = [
  'busy',
  'storage-full',
  'log-mismatch',
  'log-behind',
  'log-diverged',
  'log-key-missing',
];

/** Lists the problems of every route with a JSON body. */
export const BODY_PROBLEMS: readonly ProblemCode[] = ['body-invalid', 'body-too-large', 'media-type-unsupported'];

/** Tells whether a route changes anything: who may has a token; a POST that everyone may send only reads. */
export function isWrite({ method, access }: Pick<Route, 'method' | 'access'>): boolean {
  return access !== 'public' && method !== 'get' && method !== 'head';
}

/** Names the request header in which a writer shows the checkpoint of the log that it saw last. */
export const CHECKPOINT_HEADER = 'nforge-checkpoint';
