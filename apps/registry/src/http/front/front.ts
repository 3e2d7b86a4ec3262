import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import { CHECKPOINT_HEADER, ProblemError, type OperationId } from '@national-forge/api';

import type { Documents, StoredDocument } from '../../ports.ts';
import { matchesNone } from '../etag.ts';
import type { RateLimiter } from '../limits/rate-limiter.ts';
import type { AccessLog } from '../observe/access-log.ts';
import { attachExchange, type Exchange } from '../observe/exchange.ts';
import { sendProblem } from '../problems/send-problem.ts';
import { ID, POLICY, RATE, type RenderedForms } from './rendered.ts';

/** Gathers what stands in front of the routes. */
export interface FrontDeps {
  readonly documents: Documents;
  readonly forms: RenderedForms;
  readonly limiter: RateLimiter;
  readonly log: AccessLog;
  readonly requestId: (req: IncomingMessage) => string;
  /** Bounds the address of a request, in bytes. */
  readonly uriBytes: number;
  readonly isStopping: () => boolean;
  readonly reportFault: (error: unknown, requestId: string) => void;
  /** Takes what is not a rendered document. */
  readonly next: RequestListener;
}

const DOCUMENTS = '/api/v1/algorithms/';
const TILES = '/log/tile/';
const CHECKPOINT = '/log/checkpoint';
/** What operators ask while the service stops, or when it drowns. */
const PROBES: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Makes the listener in front of everything: request id, limits, and rendered documents from memory. The hot path makes
 * no objects but the exchange: one map for the limit, one for the document, and a head that was written before.
 */
export function createFront(deps: FrontDeps): RequestListener {
  const { log } = deps;
  return (req, res) => {
    const startedAt = performance.now();
    const url = req.url ?? '';
    const exchange: Exchange = { id: deps.requestId(req), startedAt, route: 'none', policy: '', rate: '' };
    const refusal = refuse(deps, req, exchange);
    const route = refusal === undefined ? routeOf(req, url) : undefined;
    const document = route === undefined ? undefined : look(deps, url);
    if (route !== undefined && document !== undefined && !('failure' in document)) {
      exchange.route = route;
      sendDocument(req, res, { document, exchange, forms: deps.forms });
      log.finish(req, res, exchange);
      return;
    }
    attachExchange(res, exchange);
    res.once('close', () => log.finish(req, res, exchange));
    if (document !== undefined && 'failure' in document) {
      deps.reportFault(document.failure, exchange.id);
      sendProblem(req, res, document.failure);
    } else if (refusal !== undefined) sendProblem(req, res, refusal);
    else deps.next(req, res);
  };
}

/** Says as what a request is counted that a document may answer. */
function routeOf(req: IncomingMessage, url: string): string | undefined {
  if (req.method !== 'GET' && req.method !== 'HEAD') return undefined;
  if (url.startsWith(DOCUMENTS)) return 'document';
  if (url.startsWith(TILES)) return 'getTile' satisfies OperationId;
  // A reader that tells which checkpoint it has seen is heard by the route.
  const isPlain = url === CHECKPOINT && req.headers[CHECKPOINT_HEADER] === undefined;
  return isPlain ? ('getCheckpoint' satisfies OperationId) : undefined;
}

/** A disk that cannot be read throws here, in front of every net: one failed request, not the end of the process. */
function look({ documents }: FrontDeps, url: string): StoredDocument | { readonly failure: unknown } | undefined {
  try {
    return documents.find(url);
  } catch (failure) {
    return { failure };
  }
}

function refuse(deps: FrontDeps, req: IncomingMessage, exchange: Exchange): ProblemError | undefined {
  const url = req.url ?? '';
  if (url.length > deps.uriBytes) return new ProblemError('uri-too-long', { limit: deps.uriBytes });
  if (PROBES.has(url)) return undefined;
  if (deps.isStopping()) return new ProblemError('shutting-down', { retryAfter: 2 });
  if (req.headers.host === undefined && req.httpVersion !== '1.0') {
    return new ProblemError('request-invalid', { reason: '/header/host: missing (RFC 9112 §3.2)' });
  }
  const verdict = deps.limiter.take(req, exchange.startedAt);
  exchange.policy = verdict.policy;
  exchange.rate = verdict.rate;
  if (verdict.allowed) return undefined;
  const { requests, seconds } = verdict.limit;
  return new ProblemError('rate-limited', { limit: requests, window: seconds, retryAfter: verdict.resetIn });
}

function sendDocument(
  req: IncomingMessage,
  res: ServerResponse,
  found: { readonly document: StoredDocument; readonly exchange: Exchange; readonly forms: RenderedForms },
): void {
  const { document, exchange } = found;
  const form = found.forms.form(document, req.headers['accept-encoding']);
  const isUnchanged = matchesNone(req.headers['if-none-match'], form.etag);
  const head = isUnchanged ? form.headUnchanged : form.head;
  // writeHead copies the list into the answer at once, so the same list serves the next request.
  head[ID] = exchange.id;
  head[POLICY] = exchange.policy;
  head[RATE] = exchange.rate;
  res.writeHead(isUnchanged ? 304 : 200, head);
  res.end(isUnchanged || req.method === 'HEAD' ? undefined : form.body);
}
