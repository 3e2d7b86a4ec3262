import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { TransparencyError } from '../error.ts';
import { isOrigin } from './key-name.ts';
import { formatVerifierKey, noteKeyId, parseVerifierKey } from './verifier-key.ts';

/** Signs the text of notes with one key. */
export interface NoteSigner {
  readonly name: string;
  readonly id: number;
  readonly sign: (text: Uint8Array) => Uint8Array;
}

/** Is the signer of a log, with the verifier key that clients pin. */
export interface LogSigner extends NoteSigner {
  readonly verifierKey: string;
}

/**
 * Makes a new Ed25519 key for the log of this origin.
 *
 * @returns the private key as PKCS #8 PEM (RFC 8410 §7), to be kept with mode 0600, and its signer.
 * @throws TransparencyError `note-key-malformed` when the text cannot be an origin.
 */
export function createLogKey(origin: string): { readonly pem: string; readonly signer: LogSigner } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const signer = signerOf(origin, privateKey);
  return { pem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), signer };
}

/**
 * Opens the key of a log from its PKCS #8 PEM.
 *
 * @throws TransparencyError `note-key-malformed` when the PEM holds no plain Ed25519 private key or the text cannot be an
 * origin. What the PEM holds is in no message.
 */
export function openLogKey(origin: string, pem: string): LogSigner {
  return signerOf(origin, privateKeyOf(pem));
}

function signerOf(origin: string, privateKey: KeyObject): LogSigner {
  if (!isOrigin(origin)) throw new TransparencyError('note-key-malformed', { reason: 'origin' });
  const publicKey = rawPublicKey(privateKey);
  return {
    name: origin,
    id: noteKeyId(origin, publicKey),
    // Parsed once, so that no log ever starts with a key that its own clients refuse.
    verifierKey: parseVerifierKey(formatVerifierKey(origin, publicKey)).key,
    sign: (text) => new Uint8Array(sign(null, text, privateKey)),
  };
}

function privateKeyOf(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, format: 'pem' });
  } catch (cause) {
    throw new TransparencyError('note-key-malformed', { reason: 'pem' }, { cause });
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new TransparencyError('note-key-malformed', { reason: 'algorithm', algorithm: key.asymmetricKeyType ?? '' });
  }
  return key;
}

// The last 32 bytes of an Ed25519 SubjectPublicKeyInfo are the key itself (RFC 8410 §4).
function rawPublicKey(privateKey: KeyObject): Uint8Array {
  return new Uint8Array(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32));
}
