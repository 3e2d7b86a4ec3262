import { createPublicKey, verify, type KeyObject } from 'node:crypto';

import { TransparencyError } from '../error.ts';
import { KEY_ALGORITHMS, type KeyAlgorithm } from './algorithms.ts';
import { decodeBase64 } from './base64.ts';
import { digestOf } from './digest.ts';
import { isSoundPoint } from './ed25519-point.ts';

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

interface Encoding {
  /** The DER before the key itself; the whole is fixed, for neither algorithm has parameters. */
  readonly prefix: Buffer;
  readonly keyLength: number;
  readonly signatureLength: number;
}

const ENCODINGS: Readonly<Record<KeyAlgorithm, Encoding>> = {
  // RFC 8410 §4: SEQUENCE { SEQUENCE { 1.3.101.112 }, BIT STRING }.
  ed25519: { prefix: Buffer.from('302a300506032b6570032100', 'hex'), keyLength: 32, signatureLength: 64 },
  // RFC 9881 §4 and FIPS 204, table 2: SEQUENCE { SEQUENCE { 2.16.840.1.101.3.4.3.17 }, BIT STRING }.
  'ml-dsa-44': {
    prefix: Buffer.from('30820532300b06096086480165030403110382052100', 'hex'),
    keyLength: 1312,
    signatureLength: 2420,
  },
};

/**
 * Parses a public key: the DER of its SubjectPublicKeyInfo, or the base64 of that. Only the one DER form of each
 * algorithm is taken.
 * @throws TransparencyError `key-malformed`; `key-weak` for an Ed25519 key of small order or with y at or above p
 */
export function parsePublicKey(key: Uint8Array | string): PublicKey {
  const spki = typeof key === 'string' ? decodeBase64(key) : Uint8Array.from(key);
  const algorithm = KEY_ALGORITHMS.find((one) => spki !== undefined && hasForm(spki, ENCODINGS[one]));
  if (spki === undefined || algorithm === undefined) throw new TransparencyError('key-malformed');
  const { prefix, signatureLength } = ENCODINGS[algorithm];
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

function hasForm(spki: Uint8Array, { prefix, keyLength }: Encoding): boolean {
  return spki.length === prefix.length + keyLength && prefix.equals(spki.subarray(0, prefix.length));
}

function importKey(spki: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch (cause) {
    throw new TransparencyError('key-malformed', {}, { cause });
  }
}
