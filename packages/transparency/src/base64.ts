/**
 * Encodes bytes in the standard alphabet with padding (RFC 4648 §4).
 */
export function formatBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/**
 * Decodes base64, or gives undefined unless it is the one canonical form: standard alphabet, full padding, unused bits
 * zero, no white space (RFC 4648 §3.5). A form that had several spellings would let anyone change the bytes of a signed
 * file without breaking its signature, and two readers would disagree on what is the same file.
 */
export function parseBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? new Uint8Array(bytes) : undefined;
}
