import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';

import type { StoredDocument } from '../../ports.ts';

/** Is a range of bytes that can be read from a resource: `start` inclusive, `end` exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Is stored content with a digest, served whole or in ranges. */
export interface Content {
  readonly size: number;
  /** 64 hexadecimal digits of the whole content. */
  readonly sha256: string;
  readonly mediaType: string;
  /** Further headers, such as Content-Disposition. */
  readonly headers: Readonly<Record<string, string>>;
  /** Opens the content or a range of it; the stream fails instead of ending when the bytes are not those of the digest. */
  open(range?: ByteRange): Readable | Promise<Readable>;
  /** Is called when the content, or the range that begins it, is about to be sent. */
  onServe?: () => void;
}

/** Is what a handler answers; how it is sent is not its concern. */
export type Reply =
  | { readonly kind: 'empty'; readonly status: number; readonly headers?: Headers }
  | { readonly kind: 'json'; readonly status: number; readonly value: unknown; readonly headers?: Headers }
  | {
      readonly kind: 'bytes';
      readonly bytes: Buffer;
      readonly mediaType: string;
      readonly headers?: Headers;
    }
  | { readonly kind: 'document'; readonly status: number; readonly document: StoredDocument }
  | { readonly kind: 'content'; readonly content: Content }
  | { readonly kind: 'events'; readonly send: (res: ServerResponse) => Promise<void> };

type Headers = Readonly<Record<string, string>>;

/** Answers without a body. */
export const empty = (status: number, headers: Headers = {}): Reply => ({ kind: 'empty', status, headers });

/** Answers with a value as JSON; a GET gets an ETag and 304. */
export const json = (status: number, value: unknown, headers: Headers = {}): Reply => ({
  kind: 'json',
  status,
  value,
  headers,
});

/** Answers with bytes made once, with an ETag and 304. */
export const bytes = (body: Buffer, mediaType: string, headers: Headers = {}): Reply => ({
  kind: 'bytes',
  bytes: body,
  mediaType,
  headers,
});

/** Answers with a stored document. */
export const document = (stored: StoredDocument, status = 200): Reply => ({
  kind: 'document',
  status,
  document: stored,
});

/** Answers with stored content, whole or a range. */
export const content = (found: Content): Reply => ({ kind: 'content', content: found });

/** Answers with a stream of events (Server-Sent Events) that ends when `send` does. */
export const events = (send: (res: ServerResponse) => Promise<void>): Reply => ({ kind: 'events', send });
