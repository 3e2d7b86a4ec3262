import { createPublicKey, verify, type KeyObject } from 'node:crypto';

import { TransparencyError } from '../error.ts';
import { KEY_ALGORITHMS, type KeyAlgorithm } from './algorithms.ts';
import { decodeBase64 } from './base64.ts';
import { digestOf } from './digest.ts';
import { isSoundPoint } from './ed25519-point.ts';
import { hasForm, KEY_ENCODINGS } from './encoding.ts';

/** Is a key that signatures are verified with. */
export interface PublicKey {
  readonly algorithm: KeyAlgorithm;
  /** `sha256:` and the SHA-256 of `spki`. */
  readonly fingerprint: string;
  /** SubjectPublicKeyInfo in DER. */
  readonly spki: Uint8Array;
  /** Tells whether a signature is one by this key over these bytes. */
  readonly verify: (bytes: Uint8Array, signature: Uint8Array) => boolean;
}

/**
 * Parses a public key: the DER of its SubjectPublicKeyInfo, or the base64 of that. Only the one DER form of each
 * algorithm is taken.
 * @throws TransparencyError `key-malformed`; `key-weak` for an Ed25519 key of small order or with y at or above p
 */
export function parsePublicKey(key: Uint8Array | string): PublicKey {
  const spki = typeof key === 'string' ? decodeBase64(key) : Uint8Array.from(key);
  const algorithm = KEY_ALGORITHMS.find((one) => spki !== undefined && hasForm(spki, one));
  if (spki === undefined || algorithm === undefined) throw new TransparencyError('key-malformed');
  const { prefix, signatureLength } = KEY_ENCODINGS[algorithm];
  const fingerprint = digestOf(spki);
  if (algorithm === 'ed25519' && !isSoundPoint(spki.subarray(prefix.length))) {
    throw new TransparencyError('key-weak', { key: fingerprint });
  }
  const object = importKey(spki);
  return {
    algorithm,
    fingerprint,
    spki,
    verify: (bytes, signature) => signature.length === signatureLength && verify(null, bytes, object, signature),
  };
}

function importKey(spki: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch (cause) {
    throw new TransparencyError('key-malformed', {}, { cause });
  }
}
