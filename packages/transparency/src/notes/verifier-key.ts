import { hash } from 'node:crypto';

import { TransparencyError } from '../error.ts';
import { decodeBase64, encodeBase64 } from '../keys/base64.ts';
import { parsePublicKey } from '../keys/public-key.ts';
import { isKeyName } from './key-name.ts';

/** Checks the signatures of one key under notes. */
export interface NoteVerifier {
  readonly name: string;
  readonly id: number;
  /** The verifier key as text, the name by which people pin it. */
  readonly key: string;
  /** Tells whether the signature over the text of a note is by this key. */
  readonly verify: (text: Uint8Array, signature: Uint8Array) => boolean;
}

/** Is the identifier byte of an Ed25519 signature (C2SP signed-note, "Signature types"). */
const ED25519 = 0x01;
const ED25519_KEY_LENGTH = 32;

/** Is the DER of a SubjectPublicKeyInfo of Ed25519 up to the 32 bytes of the key (RFC 8410 §4). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

const FORM = /^(?<name>[^+]+)\+(?<id>[0-9a-f]{8})\+(?<value>[A-Za-z0-9+/=]+)$/u;

/**
 * Formats the verifier key of an Ed25519 key: `NAME+ID+BASE64`, ID 8 lower-case hexadecimal digits, BASE64 that of the
 * byte 0x01 and the 32 bytes of the key (RFC 8032 §5.1.5).
 */
export function formatVerifierKey(name: string, publicKey: Uint8Array): string {
  const id = noteKeyId(name, publicKey).toString(16).padStart(8, '0');
  return `${name}+${id}+${encodeBase64(Buffer.concat([Uint8Array.of(ED25519), publicKey]))}`;
}

/**
 * Parses a verifier key. The id in it must be the one that its name and key give: a mistyped name or a cut key is found
 * here, not later as a signature that nobody knows.
 *
 * @throws TransparencyError `note-key-malformed`; `note-key-unsupported` with the `type` for a signature type other than
 * Ed25519 (0x01); `key-weak` for a point that lets anyone sign.
 */
export function parseVerifierKey(text: string): NoteVerifier {
  const { name = '', id, value = '' } = FORM.exec(text)?.groups ?? {};
  const bytes = decodeBase64(value);
  if (!isKeyName(name) || bytes === undefined) throw new TransparencyError('note-key-malformed', { reason: 'form' });
  if (bytes[0] !== ED25519) throw new TransparencyError('note-key-unsupported', { type: bytes[0] ?? 0 });
  const publicKey = bytes.subarray(1);
  if (publicKey.length !== ED25519_KEY_LENGTH) throw new TransparencyError('note-key-malformed', { reason: 'length' });
  if (formatVerifierKey(name, publicKey) !== text)
    throw new TransparencyError('note-key-malformed', { reason: 'id', id: id ?? '' });
  const { verify } = parsePublicKey(Buffer.concat([SPKI_PREFIX, publicKey]));
  return { name, id: noteKeyId(name, publicKey), key: text, verify };
}

/**
 * Computes the id of an Ed25519 key of a signed note: the first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key), as an
 * unsigned big-endian number (C2SP signed-note, "Ed25519 signatures").
 */
export function noteKeyId(name: string, publicKey: Uint8Array): number {
  const input = Buffer.concat([Buffer.from(`${name}\n`), Uint8Array.of(ED25519), publicKey]);
  return hash('sha256', input, 'buffer').readUInt32BE(0);
}
