import type { Duplex } from 'node:stream';
import type { ServerResponse } from 'node:http';

import { ProblemError } from '@national-forge/api';

import { writeProblem } from './problems/write-problem.ts';

/** Bounds what a request may hold and how long it may take. */
export interface ConnectionLimits {
  /** Bytes of all headers together; more is 431. */
  readonly headerBytes: number;
  /** Bytes of the address; more is 414. */
  readonly uriBytes: number;
  /** Milliseconds until the headers must have come: slow senders hold no connection for ever. */
  readonly headersTimeout: number;
  /** Milliseconds until the whole request must have come. */
  readonly requestTimeout: number;
  /** Milliseconds an idle connection is kept. */
  readonly keepAliveTimeout: number;
  /** Milliseconds between the looks for slow senders. */
  readonly checkInterval: number;
}

/** Bounds connections where the operator says nothing. An upload of 1 GiB at 10 Mbit/s takes a quarter of an hour. */
export const DEFAULT_CONNECTION_LIMITS: ConnectionLimits = Object.freeze({
  headerBytes: 16 * 1024,
  uriBytes: 8 * 1024,
  headersTimeout: 20_000,
  requestTimeout: 30 * 60_000,
  // Longer than the usual proxy keeps its side, so that it never sends into a connection that is being closed.
  keepAliveTimeout: 75_000,
  checkInterval: 5000,
});

/** Answers what never became a request: what the parser refused, what came too slowly. */
export function answerClientError(
  error: Error & { readonly code?: string },
  socket: Duplex & { readonly _httpMessage?: ServerResponse | null },
  context: { readonly headerBytes: number; readonly requestId: string },
): void {
  const isAnswering = socket._httpMessage?.headersSent === true;
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering) {
    socket.destroy();
    return;
  }
  const problem = writeProblem(problemOf(error, context.headerBytes), { locale: 'en', requestId: context.requestId });
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    'Content-Language: en',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${context.requestId}`,
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function problemOf({ code = '', message }: { readonly code?: string; readonly message: string }, headerBytes: number) {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new ProblemError('headers-too-large', { limit: headerBytes });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ProblemError('request-timeout');
    default:
      return new ProblemError('request-invalid', { reason: `HTTP: ${message.replace(/^Parse Error: /, '')}` });
  }
}
