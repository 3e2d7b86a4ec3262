import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createZstdDecompress } from 'node:zlib';

import { ClientError } from '../client-error.ts';

/** Names the content codings that {@link readBody} understands, best first, as a value of Accept-Encoding. */
export const ACCEPT_ENCODING = 'zstd, br, gzip';

/** Bounds a document after decompression, in bytes: an answer may not cost its reader more. */
const DOCUMENT_LIMIT = 64 * 1024 * 1024;

/** Says how a body is to be read. */
export interface BodyOptions {
  readonly encoding: string | undefined;
  readonly host: string;
  readonly limit?: number;
}

/**
 * Reads a body to its end, decompressed.
 * @throws ClientError `protocol` (reason `encoding` or `too-large`); errors of the stream pass through
 */
export async function readBody(body: Readable, options: BodyOptions): Promise<Buffer> {
  const { host, limit = DOCUMENT_LIMIT } = options;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of decompressed(body, options)) {
    size += (chunk as Buffer).length;
    if (size > limit) throw new ClientError('protocol', { params: { host, reason: 'too-large' } });
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks, size);
}

function decompressed(body: Readable, { encoding, host }: BodyOptions): Readable {
  // The error reaches the reader through the last stream; the callback only keeps it from being thrown twice.
  const through = (decoder: Transform): Readable => {
    pipeline(body, decoder, () => undefined);
    return decoder;
  };
  switch (encoding?.trim().toLowerCase() ?? 'identity') {
    case '':
    case 'identity':
      return body;
    case 'zstd':
      return through(createZstdDecompress());
    case 'br':
      return through(createBrotliDecompress());
    case 'gzip':
    case 'x-gzip':
      return through(createGunzip());
    default:
      abandon(body);
      throw new ClientError('protocol', { params: { host, reason: 'encoding' } });
  }
}

/** Lets go of a body that nobody will read; what it says about that interests nobody either. */
export function abandon(body: Readable): void {
  body.on('error', () => undefined).destroy();
}

/**
 * Parses a body as JSON.
 * @throws ClientError `protocol` (reason `json`)
 */
export function parseDocument(bytes: Buffer, host: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    throw new ClientError('protocol', { params: { host, reason: 'json' }, cause });
  }
}
