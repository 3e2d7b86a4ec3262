/**
 * Decodes base64 in its only canonical form: standard alphabet, padded, unused bits zero (RFC 4648 §3.5, §4).
 * Answers undefined for anything else. Two texts for the same bytes would be two leaves, or two envelopes, for one fact.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  // Node's decoder skips what it does not know and takes the URL alphabet, so the way back is what decides.
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? new Uint8Array(bytes) : undefined;
}

/** Encodes bytes in standard padded base64 (RFC 4648 §4). */
export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
