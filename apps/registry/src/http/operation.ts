import type { IncomingMessage, ServerResponse } from 'node:http';

import { CHECKPOINT_HEADER, isWrite, ProblemError, ROUTES, type OperationId, type Route } from '@national-forge/api';
import type { Locale } from '@national-forge/manifest';
import type * as z from 'zod';

import type { Account } from '../ports.ts';
import { negotiateLocale } from './accept.ts';
import { readJson } from './body.ts';
import { assertMediaType } from './media-type.ts';
import { exchangeOf } from './observe/exchange.ts';
import { parsePart } from './problems/request-faults.ts';
import { parseQuery } from './query.ts';
import type { Reply } from './reply/reply.ts';

type RouteOf<Id extends OperationId> = (typeof ROUTES)[Id];
type Parsed<Id extends OperationId, Part extends 'params' | 'query'> =
  RouteOf<Id> extends Readonly<Record<Part, infer Schema extends z.ZodType>> ? z.output<Schema> : undefined;
type JsonBody<Id extends OperationId> =
  RouteOf<Id> extends { readonly body: { readonly 'application/json': infer Schema extends z.ZodType } }
    ? z.output<Schema>
    : undefined;
type AccountOf<Id extends OperationId> = RouteOf<Id>['access'] extends 'public' ? undefined : Account;

/** Is a request of one operation after its parts were validated and its caller was let in. */
export interface Call<Id extends OperationId> {
  readonly params: Parsed<Id, 'params'>;
  readonly query: Parsed<Id, 'query'>;
  readonly body: JsonBody<Id>;
  /** Who calls; undefined where everyone may. */
  readonly account: AccountOf<Id>;
  readonly header: (name: string) => string | undefined;
  readonly locale: Locale;
  readonly requestId: string;
  /** The request itself, for bodies that are streamed. */
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

/** Answers one operation: parse was done before, sending comes after. */
export type Handler<Id extends OperationId> = (call: Call<Id>) => Reply | Promise<Reply>;

/** Answers some operations. */
export type Handlers<Id extends OperationId> = { readonly [One in Id]: Handler<One> };

/** Says who a request comes from and whether he may. */
export interface Guard {
  /** Finds the account of the token in the request. Throws `ProblemError` `unauthenticated` and its kin. */
  authenticate(req: IncomingMessage): Promise<Account>;
  /** Throws `ProblemError` `scope-missing`. */
  authorise(account: Account, route: Route): void;
  /**
   * Looks at the checkpoint of the log that a writer has seen, before anything is written.
   * Throws `ProblemError` `request-invalid`, `log-mismatch`, `log-behind`, `log-diverged`.
   */
  compareLog(checkpoint: string): Promise<void>;
}

/** Makes the call of an operation out of a request, in this order: validate, authenticate, authorise, compare logs. */
export async function prepareCall<Id extends OperationId>(
  id: Id,
  { req, res, params }: { readonly req: IncomingMessage; readonly res: ServerResponse; readonly params: unknown },
  guard: Guard,
): Promise<Call<Id>> {
  const route: Route = ROUTES[id];
  const parsedParams = route.params && parsePart(route.params, params, 'path');
  const query = route.query && parsePart(route.query, parseQuery(req.url ?? ''), 'query');
  assertHeaders(route, req);
  const body = await validateBody(route, req, res);
  const account = route.access === 'public' ? undefined : await guard.authenticate(req);
  if (account !== undefined) guard.authorise(account, route);
  const seen = isWrite(route) ? headerOf(req, CHECKPOINT_HEADER) : undefined;
  if (seen !== undefined) await guard.compareLog(seen);
  return {
    params: parsedParams,
    query,
    body,
    account,
    header: (name: string) => headerOf(req, name),
    locale: negotiateLocale(req.headers['accept-language']),
    requestId: exchangeOf(res).id,
    req,
    res,
  } as unknown as Call<Id>;
}

function assertHeaders(route: Route, req: IncomingMessage): void {
  for (const [name, { required }] of Object.entries(route.headers ?? {})) {
    if (!required || headerOf(req, name) !== undefined) continue;
    const isCondition = route.problems.includes('precondition-required');
    throw isCondition
      ? new ProblemError('precondition-required', { header: name })
      : new ProblemError('request-invalid', { reason: `/header/${name}` });
  }
}

async function validateBody(route: Route, req: IncomingMessage, res: ServerResponse): Promise<unknown> {
  if (route.body === undefined) return undefined;
  assertMediaType(req, Object.keys(route.body));
  const schema = route.body['application/json'];
  if (schema === undefined || schema === 'binary') return undefined;
  return parsePart(schema, await readJson(req, res), 'body');
}

function headerOf(req: IncomingMessage, name: string): string | undefined {
  const value = req.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
