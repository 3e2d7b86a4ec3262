import { hash } from 'node:crypto';

/** Gives the digest of bytes as text: `sha256:…`. */
export function sha256(bytes: Uint8Array): string {
  return `sha256:${hash('sha256', bytes)}`;
}
