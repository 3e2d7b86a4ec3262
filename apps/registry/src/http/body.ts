import type { IncomingMessage, ServerResponse } from 'node:http';

import { ProblemError } from '@national-forge/api';

/** Bounds a JSON body, in bytes. */
const JSON_BODY_BYTES = 1024 * 1024;

/** Tells a client that waits for it (Expect: 100-continue) to send the body: it is wanted. */
export function wantBody(req: IncomingMessage, res: ServerResponse): void {
  if (req.headers.expect?.toLowerCase() === '100-continue') res.writeContinue();
}

/**
 * Reads a JSON body.
 * Throws `ProblemError` `body-too-large` (by its announced length before a byte is read), `body-invalid`.
 */
export async function readJson(req: IncomingMessage, res: ServerResponse): Promise<unknown> {
  const tooLarge = () => new ProblemError('body-too-large', { limit: JSON_BODY_BYTES });
  if (Number(req.headers['content-length'] ?? 0) > JSON_BODY_BYTES) throw tooLarge();
  wantBody(req, res);
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of req.iterator({ destroyOnReturn: false })) {
    size += (piece as Buffer).length;
    if (size > JSON_BODY_BYTES) throw tooLarge();
    pieces.push(piece as Buffer);
  }
  return parseJson(Buffer.concat(pieces));
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(0, 200) : '';
    throw new ProblemError('body-invalid', { reason }, { cause });
  }
}
