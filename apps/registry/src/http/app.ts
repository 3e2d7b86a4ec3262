import { ProblemError, ROUTES, type OperationId, type Route } from '@national-forge/api';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';

import type { Names } from '../ports.ts';
import { sendHome, type PageMaker } from './home-route.ts';
import { movedReply } from './moved-route.ts';
import { exchangeOf } from './observe/exchange.ts';
import { prepareCall, type Guard, type Handler, type Handlers } from './operation.ts';
import { isOurFault, sendProblem } from './problems/send-problem.ts';
import { sendReply } from './reply/send-reply.ts';
import { securityHeaders } from './security-headers.ts';

/** Says what the routes behind the front need. */
export interface AppDeps {
  readonly handlers: Handlers<OperationId>;
  readonly guard: Guard;
  readonly names: Names;
  /** Answers `GET /`. */
  readonly home: PageMaker;
  readonly isSecure: boolean;
  readonly reportFault: (error: unknown, requestId: string) => void;
}

/** Makes the routes from the table of operations: whatever the table lists is answered, nothing else is. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false);
  app.enable('case sensitive routing').enable('strict routing');
  app.use(securityHeaders(deps.isSecure));
  app.get('/', (req, res) => sendHome(req, res, deps.home));
  // HEAD of a blob is an operation of its own: it must stand before the GET, which Express would use for it.
  const ids = (Object.keys(ROUTES) as OperationId[]).toSorted((a, b) => rank(a) - rank(b));
  for (const id of ids) {
    app[ROUTES[id].method](expressPath(ROUTES[id].path), (req, res) => answer(deps, id, { req, res }));
  }
  refuseOtherMethods(app, ids);
  app.use((req) => {
    throw new ProblemError('route-unknown', { path: req.path.slice(0, 200) });
  });
  app.use(faultHandler(deps));
  return app;
}

const rank = (id: OperationId): number => (ROUTES[id].method === 'head' ? 0 : 1);

/** Turns an OpenAPI template into Express's: `{path}` alone may hold slashes. */
const expressPath = (template: string): string => template.replace('{path}', '*path').replaceAll(/\{(\w+)\}/g, ':$1');

async function answer(
  { handlers, guard, names }: AppDeps,
  id: OperationId,
  { req, res }: { readonly req: Request; readonly res: Response },
): Promise<void> {
  exchangeOf(res).route = id;
  const path = req.params.path as string | readonly string[] | undefined;
  const params = Array.isArray(path) ? { ...req.params, path: path.join('/') } : req.params;
  const moved = movedReply(names, id, { params, url: req.url });
  if (moved !== undefined) return sendReply(req, res, moved);
  const call = await prepareCall(id, { req, res, params }, guard);
  await sendReply(req, res, await (handlers[id] as Handler<OperationId>)(call));
}

function refuseOtherMethods(app: Express, ids: readonly OperationId[]): void {
  for (const [path, some] of Map.groupBy(ids, (id) => ROUTES[id].path)) {
    const methods = some.map((id): Route['method'] => ROUTES[id].method);
    const allowed = [...new Set([...methods, ...(methods.includes('get') ? (['head'] as const) : [])])];
    const allow = allowed.map((method) => method.toUpperCase()).join(', ');
    app.all(expressPath(path), (req) => {
      throw new ProblemError('method-not-allowed', { method: req.method, path: req.path.slice(0, 200), allow });
    });
  }
  app.all('/', (req) => {
    throw new ProblemError('method-not-allowed', { method: req.method, path: '/', allow: 'GET, HEAD' });
  });
}

function faultHandler({ reportFault }: AppDeps) {
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters
  return (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    const problem = translate(error);
    if (isOurFault(problem) && !isGone(error)) reportFault(error, exchangeOf(res).id);
    // What has begun cannot become a problem: cutting the connection is the one way left to say that it is not whole.
    if (res.headersSent) res.destroy();
    else if (!res.closed) sendProblem(req, res, problem);
    else next();
  };
}

// Express refuses percent signs that encode nothing with a plain 400.
function translate(error: unknown): unknown {
  if (error instanceof ProblemError) return error;
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return status === 400
    ? new ProblemError(
        'request-invalid',
        { reason: '/path: malformed percent-encoding (RFC 3986 §2.1)' },
        { cause: error },
      )
    : error;
}

/** The client went away in the middle: nobody's fault. */
const isGone = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'EPIPE'].includes(String(error.code));
