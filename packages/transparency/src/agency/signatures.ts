import { TransparencyError } from '../error.ts';
import { parsePublicKey } from '../keys/public-key.ts';
import { preAuthEncoding, type Envelope, type EnvelopeSignature } from '../statement/envelope.ts';
import { isKeyActive, type AgencyKey, type AgencyState, type Moment } from './state.ts';

/** Says by which state, and as of which leaf, signatures are judged. */
export interface Judgement {
  readonly state: AgencyState;
  readonly at: Moment;
  /** Tells whether a key that counts at that moment may sign this payload. */
  readonly maySign: (key: AgencyKey) => boolean;
}

/**
 * Verifies every signature of an envelope against the keys of an agency. There is no skipping: a signature that is
 * wrong, or by a key that does not count, is refused by name, so that an envelope means the same to everyone.
 * @returns the fingerprints, each once
 * @throws TransparencyError `signer-unknown`, `signer-revoked`, `signer-expired`, `signer-not-allowed`,
 * `signature-invalid`, each with the `key`
 */
export function verifySigners(envelope: Envelope, judgement: Judgement): readonly string[] {
  const { state } = judgement;
  return envelope.signatures.map((signature) => {
    const key = state.keys.find((one) => one.fingerprint === signature.keyid);
    if (key === undefined)
      throw new TransparencyError('signer-unknown', { key: signature.keyid, agency: state.agency });
    assertCounts(key, judgement);
    assertSignature(envelope, signature, key.spki);
    return signature.keyid;
  });
}

/**
 * Verifies one signature of an envelope.
 * @throws TransparencyError `signature-invalid` with the `key`; `key-malformed`, `key-weak`
 */
export function assertSignature(envelope: Envelope, { keyid, signature }: EnvelopeSignature, spki: string): void {
  const key = parsePublicKey(spki);
  const message = preAuthEncoding(envelope.payloadType, envelope.payload);
  // The key id is not signed (DSSE): it must be the fingerprint of the key that did verify, or one key could vote twice.
  if (key.fingerprint !== keyid || !key.verify(message, signature)) {
    throw new TransparencyError('signature-invalid', { key: keyid });
  }
}

/**
 * Refuses fewer signers than the agency demands.
 * @throws TransparencyError `threshold-unmet` with `threshold` and `count`
 */
export function assertThreshold(state: AgencyState, signers: readonly string[]): void {
  if (signers.length < state.threshold) {
    const { agency, threshold } = state;
    throw new TransparencyError('threshold-unmet', { agency, threshold, count: signers.length });
  }
}

function assertCounts(key: AgencyKey, { at, maySign }: Judgement): void {
  const params = { key: key.fingerprint, index: at.index };
  if (key.until !== null && at.index >= key.until) {
    throw new TransparencyError('signer-revoked', { ...params, until: key.until });
  }
  if (key.expires !== null && at.time > key.expires) {
    throw new TransparencyError('signer-expired', { ...params, expires: key.expires });
  }
  if (!isKeyActive(key, at) || !maySign(key)) throw new TransparencyError('signer-not-allowed', params);
}
