import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { StoredDocument } from '../../ports.ts';
import { negotiateCoding, type Coding } from '../accept.ts';
import { codedEtag, matchesNone } from '../etag.ts';
import { encodeLater, encodeNow, isSmall, SMALLEST_CODED } from '../front/coded-forms.ts';
import { exchangeOf } from '../observe/exchange.ts';
import type { Reply } from './reply.ts';
import { sendContent } from './send-content.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Sends what a handler answered. */
export async function sendReply(req: IncomingMessage, res: ServerResponse, reply: Reply): Promise<void> {
  const { id, policy, rate } = exchangeOf(res);
  res.setHeader('X-Request-Id', id);
  if (policy !== '') res.setHeader('RateLimit-Policy', policy).setHeader('RateLimit', rate);
  switch (reply.kind) {
    case 'empty':
      setHeaders(res, reply.headers);
      if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'no-store');
      res.writeHead(reply.status).end();
      return;
    case 'json':
      setHeaders(res, reply.headers);
      return sendJson(req, res, reply);
    case 'bytes':
      setHeaders(res, reply.headers);
      return sendBytes(req, res, {
        body: reply.bytes,
        status: 200,
        mediaType: reply.mediaType,
        etag: etagOf(reply.bytes),
      });
    case 'document':
      return sendDocument(req, res, reply);
    case 'content':
      return sendContent(req, res, reply.content);
    case 'events':
      return sendEvents(req, res, reply);
  }
}

function setHeaders(res: ServerResponse, headers: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
}

/** Gives the ETag that a value has when it is sent as JSON. */
export const jsonEtag = (value: unknown): string => etagOf(Buffer.from(JSON.stringify(value)));

const etagOf = (body: Buffer): string => `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;

const isRead = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD';

function sendJson(
  req: IncomingMessage,
  res: ServerResponse,
  { value, status }: Extract<Reply, { kind: 'json' }>,
): Promise<void> {
  const body = Buffer.from(JSON.stringify(value));
  const mayCache = isRead(req) && !req.headers.authorization;
  if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', mayCache ? 'no-cache' : 'no-store');
  const given = res.getHeader('ETag');
  const etag = typeof given === 'string' ? given : isRead(req) ? etagOf(body) : undefined;
  return sendBytes(req, res, { body, status, mediaType: JSON_TYPE, etag });
}

async function sendDocument(
  req: IncomingMessage,
  res: ServerResponse,
  { document, status }: { readonly document: StoredDocument; readonly status: number },
): Promise<void> {
  const isFrozen = document.immutable && isRead(req);
  res.setHeader(
    'Cache-Control',
    isFrozen ? 'public, max-age=31536000, immutable' : isRead(req) ? 'no-cache' : 'no-store',
  );
  const { bytes, etag, mediaType = JSON_TYPE, isDense = false } = document;
  await sendBytes(req, res, { body: bytes, status, mediaType, etag, isDense });
}

async function sendEvents(
  req: IncomingMessage,
  res: ServerResponse,
  { send }: Extract<Reply, { kind: 'events' }>,
): Promise<void> {
  res.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Vary', 'Accept');
  // What is gathered by a proxy until there is enough of it (nginx) would come hours late.
  res.setHeader('X-Accel-Buffering', 'no');
  res.writeHead(200);
  if (req.method === 'HEAD') res.end();
  else await send(res);
}

interface Outgoing {
  readonly body: Buffer;
  readonly status: number;
  readonly mediaType: string;
  readonly etag: string | undefined;
  readonly isDense?: boolean;
}

/** Chooses the coding of an answer; what changes something is answered as it is. */
function codingOf(req: IncomingMessage, { body, isDense = false }: Outgoing): Coding {
  const isWorthIt = isRead(req) && !isDense && body.length >= SMALLEST_CODED;
  return isWorthIt ? negotiateCoding(req.headers['accept-encoding']) : 'identity';
}

async function sendBytes(req: IncomingMessage, res: ServerResponse, outgoing: Outgoing) {
  const { body, status, mediaType, etag } = outgoing;
  res.appendHeader('Vary', 'Accept-Encoding');
  const coding = codingOf(req, outgoing);
  if (etag !== undefined) res.setHeader('ETag', codedEtag(etag, coding));
  if (isRead(req) && etag !== undefined && matchesNone(req.headers['if-none-match'], codedEtag(etag, coding))) {
    res.writeHead(304).end();
    return;
  }
  res.setHeader('Content-Type', mediaType);
  const coded =
    coding === 'identity' ? body : isSmall(body) ? encodeNow(body, coding) : await encodeLater(body, coding);
  if (coding !== 'identity') res.setHeader('Content-Encoding', coding);
  res.setHeader('Content-Length', coded.length);
  res.writeHead(status).end(req.method === 'HEAD' ? undefined : coded);
}
