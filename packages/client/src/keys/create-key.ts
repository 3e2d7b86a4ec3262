import { join } from 'node:path';

import { createSigningKey, type KeyAlgorithm } from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';
import { encryptKey } from './key-cipher.ts';
import { formatKeyFile, type KeyFile, type KeyInfo } from './key-file.ts';
import { makeKeyFolder } from './key-folder.ts';
import { isLabel, slugOf } from './label.ts';
import { writePrivateFile } from './private-file.ts';

/** Is a private key in a file of the key folder. */
export interface StoredKey extends KeyInfo {
  readonly file: string;
}

/** Says what key is to be made. */
export interface KeyWish {
  readonly folder: string;
  /** Default: ed25519. */
  readonly algorithm?: KeyAlgorithm | undefined;
  readonly label: string;
  readonly agency?: string | null | undefined;
  /** Encrypts the file; without it everyone who can read the file can sign. */
  readonly passphrase?: string | undefined;
  /** Tells the time in milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
}

/**
 * Makes a key pair and keeps the private key in a file of its own, which no other user may read.
 *
 * @example
 * const key = await createKey({ folder: defaultKeyFolder(process.env), label: 'bureau', agency: 'impots' });
 * @throws ClientError `option-invalid` (an unusable label, an empty passphrase), `key-exists`, `key-permissions`,
 * `disk-full`, `file-access`
 */
export async function createKey(wish: KeyWish): Promise<StoredKey> {
  const { folder, agency = null, passphrase, now = Date.now } = wish;
  const label = wish.label.normalize('NFC');
  if (!isLabel(label)) throw new ClientError('option-invalid', { params: { option: 'label', value: '' } });
  if (passphrase === '') throw new ClientError('option-invalid', { params: { option: 'passphrase', value: '' } });
  await makeKeyFolder(folder);
  const { pem, signer } = createSigningKey(wish.algorithm ?? 'ed25519');
  const { algorithm, fingerprint, spki } = signer;
  const encrypted = passphrase !== undefined;
  const createdAt = new Date(now()).toISOString();
  const publicKey = Buffer.from(spki).toString('base64');
  const info: KeyInfo = { algorithm, fingerprint, public: publicKey, label, agency, createdAt, encrypted };
  const secret: KeyFile['secret'] = encrypted
    ? { encrypted: await encryptKey(pem, { fingerprint, passphrase }) }
    : { privateKey: pem };
  const file = join(folder, fileName(info));
  await writePrivateFile(file, formatKeyFile({ info, secret }));
  return { ...info, file };
}

function fileName({ fingerprint, label }: KeyInfo): string {
  const parts = [fingerprint.slice('sha256:'.length).slice(0, 16), slugOf(label ?? '')];
  return `${parts.filter((part) => part !== '').join('-')}.json`;
}
