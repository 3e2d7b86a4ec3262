import { KEY_ALGORITHMS, parsePublicKey, type KeyAlgorithm } from '@national-forge/transparency';
import * as z from 'zod';

import { encryptedKey, type EncryptedKey } from './key-cipher.ts';
import { isLabel } from './label.ts';
import { invalidKey } from './private-file.ts';

/** Tells what is known of a private key without opening it. */
export interface KeyInfo {
  readonly algorithm: KeyAlgorithm;
  /** `sha256:` and the SHA-256 of the public key. */
  readonly fingerprint: string;
  /** The public key, SubjectPublicKeyInfo in DER, base64. */
  readonly public: string;
  /** What its owner calls it; null for a bare PEM. */
  readonly label: string | null;
  /** The agency it was made for; a note for its owner, no right. */
  readonly agency: string | null;
  readonly createdAt: string | null;
  /** Whether a passphrase is needed to open it. */
  readonly encrypted: boolean;
}

/** Is the content of a key file. */
export interface KeyFile {
  readonly info: KeyInfo;
  /** The private key: PKCS #8 in PEM, or the same under a passphrase. */
  readonly secret: { readonly privateKey: string } | { readonly encrypted: EncryptedKey };
}

const shape = z.strictObject({
  format: z.literal(1),
  algorithm: z.enum(KEY_ALGORITHMS),
  fingerprint: z.string(),
  public: z.string().max(4096),
  label: z.string().refine(isLabel),
  agency: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .nullable(),
  createdAt: z.iso.datetime(),
  privateKey: z.string().max(16_384).optional(),
  encrypted: encryptedKey.optional(),
});

/**
 * Formats a key file: JSON, two spaces, UTF-8.
 *
 * ```text
 * format       1
 * algorithm    ed25519 | ml-dsa-44
 * fingerprint  sha256: and the SHA-256 of `public`
 * public       SubjectPublicKeyInfo in DER, base64
 * label        what its owner calls it
 * agency       the agency it was made for, or null
 * createdAt    UTC, RFC 3339
 * and one of
 * privateKey   PKCS #8 in PEM
 * encrypted    {kdf: argon2id, memoryKiB, passes, parallelism, salt, cipher: aes-256-gcm, nonce, data}
 *              salt, nonce and data in base64; data is the PEM, encrypted, and the tag of 16 bytes;
 *              authenticated with it: `nforge-key/1 <fingerprint>`
 * ```
 */
export function formatKeyFile({ info, secret }: KeyFile): string {
  const { algorithm, fingerprint, label, agency, createdAt } = info;
  const known = { format: 1, algorithm, fingerprint, public: info.public, label, agency, createdAt };
  return `${JSON.stringify({ ...known, ...secret }, undefined, 2)}\n`;
}

/**
 * Parses a key file. The private key itself is not opened.
 * @param name what the text is called in errors: its path, or the variable that holds it
 * @throws ClientError `key-file-invalid` (`json`, `format`, `shape`, `public`)
 */
export function parseKeyFile(text: string, name: string): KeyFile {
  const json = parseJson(text, name);
  if ((json as { readonly format?: unknown } | null)?.format !== 1) throw invalidKey(name, 'format');
  const parsed = shape.safeParse(json);
  // No cause: the error of the parser may quote what it met.
  if (!parsed.success) throw invalidKey(name, 'shape');
  const { format: _, privateKey, encrypted, ...known } = parsed.data;
  assertFits(known, name);
  if (encrypted !== undefined && privateKey === undefined) {
    return { info: { ...known, encrypted: true }, secret: { encrypted } };
  }
  if (privateKey === undefined || encrypted !== undefined) throw invalidKey(name, 'shape');
  return { info: { ...known, encrypted: false }, secret: { privateKey } };
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalidKey(name, 'json');
  }
}

/** A fingerprint that is not that of the public key would let one key be taken for another. */
function assertFits(known: Pick<KeyInfo, 'public' | 'fingerprint' | 'algorithm'>, name: string): void {
  try {
    const { fingerprint, algorithm } = parsePublicKey(known.public);
    if (fingerprint === known.fingerprint && algorithm === known.algorithm) return;
  } catch (cause) {
    throw invalidKey(name, 'public', cause);
  }
  throw invalidKey(name, 'public');
}
