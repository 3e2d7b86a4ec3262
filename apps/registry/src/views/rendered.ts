import { hash } from 'node:crypto';

/** Is a document ready to be stored. */
export interface Rendered {
  readonly key: string;
  readonly bytes: Buffer;
  readonly etag: string;
  readonly immutable: boolean;
}

/** Makes the strong ETag of bytes: 132 bits of their SHA-256, quoted (RFC 9110 §8.8.3). */
export function etagOf(bytes: Uint8Array): string {
  return `"${hash('sha256', bytes, 'base64url').slice(0, 22)}"`;
}

/** Renders a value as JSON; members stand in the order of the value, so equal facts give equal bytes. */
export function renderJson(key: string, value: object): Rendered {
  const bytes = Buffer.from(JSON.stringify(value));
  return { key, bytes, etag: etagOf(bytes), immutable: false };
}

/** Takes bytes that never change as a document. */
export function frozen(key: string, bytes: Uint8Array): Rendered {
  return { key, bytes: Buffer.from(bytes), etag: etagOf(bytes), immutable: true };
}

/** Writes an instant as documents show it: UTC, to the second (RFC 3339). */
export function instant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** Writes the time of a leaf, in seconds, as documents show it. */
export function instantOf(seconds: number): string {
  return instant(seconds * 1000);
}
