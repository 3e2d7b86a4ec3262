import type { Readable } from 'node:stream';

import type { Dispatcher } from 'undici';
import type * as z from 'zod';

import { ClientError, isClientError } from '../client-error.ts';
import { formatPointer } from '../json-pointer.ts';
import { abandon, ACCEPT_ENCODING, parseDocument, readBody } from './body.ts';
import { openConnections } from './connection.ts';
import { type Circumstances, isPassing, refusalError, toClientError } from './failure.ts';
import { formatRegistry, settle, type Settled, type TransportOptions } from './options.ts';
import { proxyFor, type Proxy } from './proxy.ts';
import { readRedirect, REDIRECT_LIMIT } from './redirect.ts';
import { parseRetryAfter, pauseBefore } from './retry.ts';

/** Is one request to the registry. */
export interface Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** Path with query, from `/api/v1` or `/dist`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A function, because a repeated request needs its stream anew. */
  readonly body?: (() => Readable) | string;
  /** Whether the request may be sent twice; default: GET and HEAD. */
  readonly idempotent?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Is a successful answer whose body is still to be read. */
export interface Reply {
  readonly status: number;
  /** Header by lower-case name. */
  readonly header: (name: string) => string | undefined;
  readonly body: Readable;
}

/** Is a successful answer, read and understood. */
export interface Document<T> {
  readonly value: T;
  readonly status: number;
  readonly etag: string | undefined;
  readonly header: (name: string) => string | undefined;
}

/** Carries requests to one registry; every failure of it is a ClientError. */
export interface Transport {
  /** Address of the registry, as lock files hold it. */
  readonly registry: string;
  /** Sends once; the caller reads or destroys the body. */
  once(request: Request): Promise<Reply>;
  /** Sends, repeats where that is safe, reads JSON and checks its shape; members it does not know are dropped. */
  json<T>(request: Request, schema: z.ZodType<T>): Promise<Document<T>>;
  /** Sends, repeats where that is safe, and drops the body. */
  empty(request: Request): Promise<Reply>;
  /** Runs something that may be repeated, until it succeeds or is not worth repeating. */
  persist<T>(attempt: () => Promise<T>, options?: Persistence): Promise<T>;
  /** Waits; `cancelled` when the signal aborts. */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Says when to go on trying. */
export interface Persistence {
  readonly signal?: AbortSignal | undefined;
  /** Tells how far the work is: a try that got further does not count as a failed one. */
  readonly progress?: (() => number) | undefined;
}

/**
 * Opens the way to a registry. Nothing is sent yet.
 * @throws ClientError `option-invalid`
 */
export function openTransport(options: TransportOptions): Transport {
  const settled = settle(options);
  const proxy = proxyFor(settled.base, settled.proxy);
  const connections = lazily(() =>
    openConnections(settled.base, { proxy, caFile: settled.caFile, ...settled.timeouts }),
  );
  const line: Line = { settled, proxy, connections };
  const once = (request: Request) => sendOnce(line, request);
  const persist = <T>(attempt: () => Promise<T>, how: Persistence = {}) => repeat(settled, attempt, how);
  const read = async <T>(request: Request, finish: (reply: Reply) => Promise<T>): Promise<T> => {
    const attempt = async () => finish(await once(request));
    const safe = request.idempotent ?? (request.method === 'GET' || request.method === 'HEAD');
    return safe ? persist(attempt, { signal: request.signal }) : attempt();
  };
  return {
    registry: formatRegistry(settled.base),
    once,
    persist,
    json: (request, schema) =>
      read(asJson(request), (reply) => document(reply, schema, { host: settled.base.host, signal: request.signal })),
    empty: (request) =>
      read(request, async (reply) => {
        await drain(reply, line, request.signal);
        return reply;
      }),
    pause: (ms, signal) => pause(settled, ms, signal),
    close: async () => {
      await (await connections.opened())?.destroy();
    },
  };
}

interface Line {
  readonly settled: Settled;
  readonly proxy: Proxy | undefined;
  readonly connections: Lazy<Dispatcher>;
}

/** Sends, and goes on under the present name where the registry says that the name moved; whoever writes is told instead. */
async function sendOnce(line: Line, request: Request): Promise<Reply> {
  const { base } = line.settled;
  const isRead = (request.method === 'GET' || request.method === 'HEAD') && request.body === undefined;
  let { path } = request;
  for (let hops = 0; ; hops++) {
    const reply = await exchange(line, { ...request, path });
    if (reply.status !== 308) return reply;
    abandon(reply.body);
    const redirect = isRead && hops < REDIRECT_LIMIT ? readRedirect(base, path, reply.header('location')) : undefined;
    if (redirect === undefined) {
      throw new ClientError('protocol', { params: { host: base.host, status: 308, reason: 'redirect' }, status: 308 });
    }
    line.settled.onMoved(redirect.moved);
    ({ path } = redirect);
  }
}

/** Gives a success, or a redirect whose body nobody has looked at. */
async function exchange({ settled, proxy, connections }: Line, request: Request): Promise<Reply> {
  const { base, headers } = settled;
  const { signal } = request;
  const circumstances = { host: base.host, signal };
  try {
    signal?.throwIfAborted();
    const dispatcher = await connections.get();
    const {
      statusCode,
      headers: answer,
      body,
    } = await dispatcher.request({
      ...address(base, proxy, request.path),
      method: request.method,
      headers: { ...headers, ...forwarding(base, proxy), ...request.headers },
      body: typeof request.body === 'function' ? request.body() : (request.body ?? null),
      signal: signal ?? null,
    });
    const header = (name: string): string | undefined => {
      const value = answer[name];
      return Array.isArray(value) ? value[0] : value;
    };
    const reply = { status: statusCode, header, body };
    if ((statusCode >= 200 && statusCode < 300) || statusCode === 308) return reply;
    throw await refusalOf(reply, request, { settled, proxy });
  } catch (error) {
    throw toClientError(error, circumstances);
  }
}

async function refusalOf(reply: Reply, request: Request, line: Omit<Line, 'connections'>): Promise<ClientError> {
  const { status, header, body } = reply;
  const { base, deps } = line.settled;
  const bytes = await readBody(body, { encoding: header('content-encoding'), host: base.host, limit: REFUSAL_LIMIT });
  const proxy = line.proxy?.origin ?? base.host;
  if (status === 407) return new ClientError('proxy-auth', { params: { proxy }, status });
  // The refusal of a HEAD has no body to name its problem.
  if (request.method === 'HEAD' && status === 401) return new ClientError('unauthenticated', { status });
  return refusalError({
    host: base.host,
    status,
    contentType: header('content-type') ?? '',
    retryAfterMs: parseRetryAfter(header('retry-after'), deps.now()),
    text: bytes.toString('utf8'),
  });
}

/** Bytes of a problem document; it may list some thousand findings. */
const REFUSAL_LIMIT = 4 * 1024 * 1024;

/** A proxy for `http:` is addressed itself and told the whole address. */
function address(
  base: URL,
  proxy: Proxy | undefined,
  path: string,
): { readonly origin: string; readonly path: string } {
  const whole = `${base.pathname.replace(/\/$/, '')}${path}`;
  if (proxy === undefined || base.protocol === 'https:') return { origin: base.origin, path: whole };
  return { origin: proxy.origin, path: `${base.origin}${whole}` };
}

function forwarding(base: URL, proxy: Proxy | undefined): Record<string, string> {
  if (proxy === undefined || base.protocol === 'https:') return {};
  const { authorization } = proxy;
  return { host: base.host, ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }) };
}

function asJson(request: Request): Request {
  const sent = request.body === undefined ? {} : { 'content-type': 'application/json' };
  const headers = { accept: 'application/json', 'accept-encoding': ACCEPT_ENCODING, ...sent, ...request.headers };
  return { ...request, headers };
}

async function document<T>(reply: Reply, schema: z.ZodType<T>, circumstances: Circumstances): Promise<Document<T>> {
  const { host } = circumstances;
  const bytes = await readBody(reply.body, { encoding: reply.header('content-encoding'), host }).catch(
    (error: unknown) => {
      throw toClientError(error, circumstances);
    },
  );
  const parsed = schema.safeParse(parseDocument(bytes, host));
  if (!parsed.success) {
    const pointer = formatPointer(parsed.error.issues[0]?.path ?? []);
    throw new ClientError('protocol', { params: { host, reason: 'shape', pointer }, cause: parsed.error });
  }
  return { value: parsed.data, status: reply.status, etag: reply.header('etag'), header: reply.header };
}

async function drain(reply: Reply, { settled }: Line, signal: AbortSignal | undefined): Promise<void> {
  const { host } = settled.base;
  await readBody(reply.body, { encoding: undefined, host }).catch((error: unknown) => {
    throw toClientError(error, { host, signal });
  });
}

async function repeat<T>(settled: Settled, attempt: () => Promise<T>, how: Persistence): Promise<T> {
  const { signal, progress = () => 0 } = how;
  let reached = progress();
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (progress() > reached) tries = 1;
      reached = progress();
      const { retryAfterMs, code, params } = error;
      const delayMs = pauseBefore(tries, settled.retry, { random: settled.deps.random, retryAfterMs });
      if (delayMs === undefined) throw error;
      settled.onRetry({ attempt: tries, delayMs, code, params });
      // Who gives up meanwhile may want to know what was waited for.
      await pause(settled, delayMs, signal).catch((given: unknown) => {
        throw isClientError(given) && given.code === 'cancelled'
          ? new ClientError('cancelled', { cause: error })
          : given;
      });
    }
  }
}

async function pause({ deps, base }: Settled, ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await deps.sleep(ms, signal);
  } catch (error) {
    throw toClientError(error, { host: base.host, signal });
  }
}

interface Lazy<T> {
  get(): Promise<T>;
  opened(): Promise<T | undefined>;
}

function lazily<T>(open: () => Promise<T>): Lazy<T> {
  let opened: Promise<T> | undefined;
  return {
    get: () => (opened ??= open()),
    opened: async () => (opened === undefined ? undefined : opened.catch(() => undefined)),
  };
}
