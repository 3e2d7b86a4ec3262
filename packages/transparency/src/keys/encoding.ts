import type { KeyAlgorithm } from './algorithms.ts';

/** Says how the keys and signatures of an algorithm are written. */
export interface KeyEncoding {
  /** The DER of the SubjectPublicKeyInfo before the key itself; the whole is fixed, for no algorithm here has parameters. */
  readonly prefix: Buffer;
  /** In bytes, without the prefix. */
  readonly keyLength: number;
  /** In bytes. */
  readonly signatureLength: number;
}

/** Gives the encoding of each algorithm. */
export const KEY_ENCODINGS: Readonly<Record<KeyAlgorithm, KeyEncoding>> = {
  // RFC 8410 §4: SEQUENCE { SEQUENCE { 1.3.101.112 }, BIT STRING }.
  ed25519: { prefix: Buffer.from('302a300506032b6570032100', 'hex'), keyLength: 32, signatureLength: 64 },
  // RFC 9881 §4 and FIPS 204, table 2: SEQUENCE { SEQUENCE { 2.16.840.1.101.3.4.3.17 }, BIT STRING }.
  'ml-dsa-44': {
    prefix: Buffer.from('30820532300b06096086480165030403110382052100', 'hex'),
    keyLength: 1312,
    signatureLength: 2420,
  },
};

/** Tells whether bytes have the one form of a SubjectPublicKeyInfo of the algorithm. */
export function hasForm(spki: Uint8Array, algorithm: KeyAlgorithm): boolean {
  const { prefix, keyLength } = KEY_ENCODINGS[algorithm];
  return spki.length === prefix.length + keyLength && prefix.equals(spki.subarray(0, prefix.length));
}
