import type { IncomingMessage, ServerResponse } from 'node:http';

import { ProblemError } from '@national-forge/api';

/** Bounds a JSON body, in bytes. */
const JSON_BODY_BYTES = 1024 * 1024;

/** Bounds the time of a JSON body, in milliseconds: a byte now and then would hold a connection for hours (CWE-400). */
const JSON_BODY_MS = 30_000;

/** Tells a client that waits for it (Expect: 100-continue) to send the body: it is wanted. */
export function wantBody(req: IncomingMessage, res: ServerResponse): void {
  if (req.headers.expect?.toLowerCase() === '100-continue') res.writeContinue();
}

/**
 * Reads a JSON body.
 * Throws `ProblemError` `body-too-large` (by its announced length before a byte is read), `body-invalid`,
 * `request-timeout`; after that the connection is closed, as what follows on it is still the old body.
 */
export async function readJson(
  req: IncomingMessage,
  res: ServerResponse,
  milliseconds = JSON_BODY_MS,
): Promise<unknown> {
  if (Number(req.headers['content-length'] ?? 0) > JSON_BODY_BYTES) throw tooLarge();
  wantBody(req, res);
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    res.setHeader('Connection', 'close');
    reject(new ProblemError('request-timeout'));
  }, milliseconds);
  try {
    return parseJson(await Promise.race([readAll(req), late]));
  } finally {
    clearTimeout(timer);
  }
}

const tooLarge = (): ProblemError => new ProblemError('body-too-large', { limit: JSON_BODY_BYTES });

async function readAll(req: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of req.iterator({ destroyOnReturn: false })) {
    size += (piece as Buffer).length;
    if (size > JSON_BODY_BYTES) throw tooLarge();
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(0, 200) : '';
    throw new ProblemError('body-invalid', { reason }, { cause });
  }
}
