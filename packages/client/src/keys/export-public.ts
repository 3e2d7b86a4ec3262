import { parsePublicKey, type KeyAlgorithm } from '@national-forge/transparency';

/** Is a public key in the forms that other programs take. */
export interface ExportedKey {
  /** SubjectPublicKeyInfo in PEM (RFC 7468 §13), as `openssl pkey -pubin` reads it. */
  readonly pem: string;
  /** The same in DER, base64. */
  readonly base64: string;
  /** `sha256:` and the SHA-256 of the DER: `openssl pkey -pubin -outform DER | sha256sum` gives the same. */
  readonly fingerprint: string;
  readonly algorithm: KeyAlgorithm;
}

/**
 * Writes the public half of a key for others.
 * @param key anything with a public key in base64, such as what {@link createKey} and {@link listKeys} give
 */
export function exportPublic(key: { readonly public: string }): ExportedKey {
  const { algorithm, fingerprint, spki } = parsePublicKey(key.public);
  const base64 = Buffer.from(spki).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  const pem = ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n');
  return { pem, base64, fingerprint, algorithm };
}
