import type { IncomingMessage, ServerResponse } from 'node:http';

import { ProblemError, PROBLEMS, type Problem } from '@national-forge/api';

import { negotiateLocale } from '../accept.ts';
import { exchangeOf } from '../observe/exchange.ts';
import { writeProblem } from './write-problem.ts';

/** Seconds after which to try again where the problem does not say. */
const RETRY_AFTER_SECONDS = 1;

/** Answers a request with a problem; headers set before stay. The body of the request, if still on its way, is given up. */
export function sendProblem(req: IncomingMessage, res: ServerResponse, error: unknown): void {
  const { id, policy, rate } = exchangeOf(res);
  const locale = negotiateLocale(req.headers['accept-language']);
  const problem = writeProblem(error, { locale, requestId: id });
  const body = Buffer.from(JSON.stringify(problem));
  res.statusCode = problem.status;
  for (const name of [
    'Content-Encoding',
    'ETag',
    'Content-Range',
    'Repr-Digest',
    'Accept-Ranges',
    'Content-Disposition',
  ]) {
    res.removeHeader(name);
  }
  res.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  res.setHeader('Content-Language', locale);
  res.setHeader('Vary', 'Accept-Language');
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Content-Length', body.length);
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('X-Request-Id', id);
  if (policy !== '') res.setHeader('RateLimit-Policy', policy).setHeader('RateLimit', rate);
  setSpecialHeaders(res, problem);
  const answer = req.method === 'HEAD' ? undefined : body;
  if (hasUnreadBody(req)) linger(req, res, answer);
  else res.end(answer);
}

const hasUnreadBody = (req: IncomingMessage): boolean =>
  !req.complete && (req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0);

/** Milliseconds for which an unread body is swallowed. */
const LINGER_MS = 2000;

/**
 * Answers while the body is still coming. Closing at once would reset the connection, and a client that is busy sending
 * would never read why; reading on for ever would let it send a gigabyte for nothing.
 */
function linger(req: IncomingMessage, res: ServerResponse, body: Buffer | undefined): void {
  res.setHeader('Connection', 'close');
  if (body !== undefined) res.write(body);
  const end = (): void => {
    clearTimeout(timer);
    res.end();
  };
  const timer = setTimeout(end, LINGER_MS);
  req.once('end', end).once('close', end).on('error', end).resume();
}

function setSpecialHeaders(res: ServerResponse, { status, code, params }: Problem): void {
  if (status === 401) res.setHeader('WWW-Authenticate', 'Bearer realm="nforge"');
  if (status === 405 && typeof params.allow === 'string') res.setHeader('Allow', params.allow);
  if (status === 416 && params.size !== undefined) res.setHeader('Content-Range', `bytes */${params.size}`);
  // A log that takes no writes does so until an operator acts: nobody need come back in a second.
  const mayRetry = PROBLEMS[code].retry;
  if ((status === 429 || status === 503) && mayRetry)
    res.setHeader('Retry-After', params.retryAfter ?? RETRY_AFTER_SECONDS);
}

/** Tells whether an error is a fault of ours, to be logged with its cause. */
export function isOurFault(error: unknown): boolean {
  return (
    !(error instanceof ProblemError) || (error.status >= 500 && error.code !== 'shutting-down' && error.code !== 'busy')
  );
}
