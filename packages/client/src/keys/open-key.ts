import { openSigningKey, type Signer } from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';
import { decryptKey } from './key-cipher.ts';
import { parseKeyFile, type KeyFile, type KeyInfo } from './key-file.ts';
import { invalidKey, KEY_FILE_LIMIT, readPrivateFile } from './private-file.ts';

/** Says where a private key is: in a file, or in the text of a masked variable, called `name` in errors. */
export type KeySource = { readonly file: string } | { readonly text: string; readonly name?: string | undefined };

/** Says how to open a key. */
export interface OpenKeyOptions {
  /** Gives the passphrase; called only when the key is encrypted. */
  readonly passphrase?: ((key: KeyInfo) => Promise<string>) | undefined;
}

/** Is a private key, ready to sign. */
export interface OpenedKey {
  readonly signer: Signer;
  readonly key: KeyInfo;
}

/**
 * Opens a private key: a key file, PKCS #8 in PEM that is not encrypted, or the base64 of either, as a masked variable
 * that takes no line break holds it.
 * @throws ClientError `key-missing`, `key-permissions`, `key-passphrase` (`needed`, `wrong`), `file-access`,
 * `key-file-invalid` with `reason`: `not-a-file`, `too-large`, `empty`, `pem-encrypted` (use a key file instead),
 * `pem-kind` (no PKCS #8 private key), `key` (of no known algorithm), `json`, `format`, `shape`, `public`, `mismatch`
 */
export async function openKey(source: KeySource, options: OpenKeyOptions = {}): Promise<OpenedKey> {
  const name = 'file' in source ? source.file : (source.name ?? 'text');
  const raw = 'file' in source ? await readPrivateFile(source.file) : source.text;
  if (raw.length > KEY_FILE_LIMIT) throw invalidKey(name, 'too-large');
  const text = unwrapped(raw.replace(/^\uFEFF/, '').trim());
  if (text === '') throw invalidKey(name, 'empty');
  return text.startsWith('-----BEGIN ') ? openPem(text, name) : openFile(parseKeyFile(text, name), name, options);
}

/** Takes base64 off, where the text is nothing else. */
function unwrapped(text: string): string {
  if (!/^[A-Za-z0-9+/\s]+={0,2}$/.test(text)) return text;
  return Buffer.from(text, 'base64').toString('utf8').trim();
}

function openPem(pem: string, name: string): OpenedKey {
  const kind = /^-----BEGIN (?<kind>[A-Z0-9 ]{1,40})-----/.exec(pem)?.groups?.['kind'];
  if (kind === 'ENCRYPTED PRIVATE KEY') throw invalidKey(name, 'pem-encrypted');
  if (kind !== 'PRIVATE KEY') throw invalidKey(name, 'pem-kind');
  const signer = openSigner(pem, name);
  const { algorithm, fingerprint, spki } = signer;
  const publicKey = Buffer.from(spki).toString('base64');
  const known = { algorithm, fingerprint, public: publicKey };
  return { signer, key: { ...known, label: null, agency: null, createdAt: null, encrypted: false } };
}

async function openFile({ info, secret }: KeyFile, name: string, options: OpenKeyOptions): Promise<OpenedKey> {
  const { fingerprint } = info;
  const pem =
    'privateKey' in secret
      ? secret.privateKey
      : await decryptKey(secret.encrypted, { fingerprint, passphrase: await askPassphrase(info, options) });
  const signer = openSigner(pem, name);
  // The public half is what its owner registers and compares: a secret of another key would sign what nobody accepts.
  if (signer.fingerprint !== fingerprint) throw invalidKey(name, 'mismatch');
  return { signer, key: info };
}

async function askPassphrase(info: KeyInfo, { passphrase }: OpenKeyOptions): Promise<string> {
  const given = await passphrase?.(info);
  if (given === undefined || given === '') {
    throw new ClientError('key-passphrase', { params: { key: info.fingerprint, reason: 'needed' } });
  }
  return given;
}

/** The cause is left out: an error of a parser may quote the key. */
function openSigner(pem: string, name: string): Signer {
  try {
    return openSigningKey(pem);
  } catch {
    throw invalidKey(name, 'key');
  }
}
