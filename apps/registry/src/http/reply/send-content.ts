import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

import { ProblemError } from '@national-forge/api';

import { matchesNone } from '../etag.ts';
import { heldBack, readAhead } from './held-back.ts';
import { parseRange } from './range.ts';
import type { ByteRange, Content } from './reply.ts';

/** Sends stored content: 200, 206, 304, or a problem 416; bytes that are not those of the digest are never completed. */
export async function sendContent(req: IncomingMessage, res: ServerResponse, content: Content): Promise<void> {
  const etag = `"${content.sha256}"`;
  setContentHeaders(res, content, etag);
  if (matchesNone(req.headers['if-none-match'], etag)) {
    res.writeHead(304).end();
    return;
  }
  const range = rangeOf(req, content.size, etag);
  res.setHeader('Content-Type', content.mediaType);
  res.setHeader('Content-Length', range ? range.end - range.start : content.size);
  if (range) res.setHeader('Content-Range', `bytes ${range.start}-${range.end - 1}/${content.size}`);
  const status = range ? 206 : 200;
  if (req.method === 'HEAD') {
    res.writeHead(status).end();
    return;
  }
  await stream(res, content, { status, range });
}

function setContentHeaders(res: ServerResponse, content: Content, etag: string): void {
  res.setHeader('ETag', etag);
  res.setHeader('Accept-Ranges', 'bytes');
  res.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
  res.setHeader('Repr-Digest', `sha-256=:${Buffer.from(content.sha256, 'hex').toString('base64')}:`);
  for (const [name, value] of Object.entries(content.headers)) res.setHeader(name, value);
}

function rangeOf(req: IncomingMessage, size: number, etag: string): ByteRange | undefined {
  const { range: header, 'if-range': condition } = req.headers;
  // If-Range with another ETag, or with a date: the client holds something else, it gets the whole (RFC 9110 §13.1.5).
  if (condition !== undefined && condition !== etag) return undefined;
  const range = parseRange(header, size);
  if (range === 'unsatisfiable') throw new ProblemError('range-not-satisfiable', { size });
  return range;
}

async function stream(
  res: ServerResponse,
  content: Content,
  { status, range }: { readonly status: number; readonly range: ByteRange | undefined },
): Promise<void> {
  const source = await content.open(range);
  // Damage found while a small body is still in our hands becomes a problem; later it can only cut the connection.
  const ahead = await readAhead(source);
  if (range === undefined || range.start === 0) content.onServe?.();
  res.writeHead(status);
  await pipeline(heldBack(ahead), res);
}
