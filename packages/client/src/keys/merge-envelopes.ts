import { addSignatures, type Envelope, type EnvelopeSignature } from '@national-forge/transparency';

/** Makes an envelope of a payload and its signatures: sorted by key id, each key once; at least one, at most 16. */
export function envelopeOf(parts: {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly EnvelopeSignature[];
}): Envelope {
  const { payloadType, payload } = parts;
  return addSignatures({ payloadType, payload, signatures: parts.signatures }, []);
}
