import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

import { TransparencyError } from '../error.ts';
import { KEY_ALGORITHMS, type KeyAlgorithm } from './algorithms.ts';
import { parsePublicKey } from './public-key.ts';

/** Signs with a private key that it does not show. */
export interface Signer {
  readonly algorithm: KeyAlgorithm;
  readonly fingerprint: string;
  /** SubjectPublicKeyInfo in DER. */
  readonly spki: Uint8Array;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

const PEM_LIMIT = 16_384;

/**
 * Makes a new key pair from the random source of the system.
 * @returns `pem`: the private key as PKCS #8, not encrypted; `signer`: the same key, ready to sign
 */
export function createSigningKey(algorithm: KeyAlgorithm): { readonly pem: string; readonly signer: Signer } {
  const privateKey = generate(algorithm);
  return { pem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, signer: signerOf(privateKey) };
}

/**
 * Opens a private key, PKCS #8 in PEM, not encrypted.
 * @throws TransparencyError `key-private` for anything else and for other algorithms
 */
export function openSigningKey(pem: string): Signer {
  if (pem.length > PEM_LIMIT || !pem.trimStart().startsWith('-----BEGIN PRIVATE KEY-----')) {
    throw new TransparencyError('key-private');
  }
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    // The cause is left out: it may quote the key.
    throw new TransparencyError('key-private');
  }
  return signerOf(privateKey);
}

function generate(algorithm: KeyAlgorithm): KeyObject {
  switch (algorithm) {
    case 'ed25519':
      return generateKeyPairSync('ed25519').privateKey;
    case 'ml-dsa-44':
      return generateKeyPairSync('ml-dsa-44').privateKey;
  }
}

function signerOf(privateKey: KeyObject): Signer {
  if (!KEY_ALGORITHMS.some((one) => one === privateKey.asymmetricKeyType)) throw new TransparencyError('key-private');
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const { algorithm, fingerprint, spki: bytes } = parsePublicKey(spki);
  return { algorithm, fingerprint, spki: bytes, sign: (message) => new Uint8Array(sign(null, message, privateKey)) };
}
