import { argon2, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

import * as z from 'zod';

import { ClientError } from '../client-error.ts';

const base64 = (least: number, most: number) =>
  z.string().refine((text) => {
    const bytes = Buffer.from(text, 'base64');
    return bytes.toString('base64') === text && bytes.length >= least && bytes.length <= most;
  });

// The bounds are what opening a file may cost at most, whoever wrote it: 256 MiB of memory and some seconds.
const MEMORY_KIB = 262_144;
const PASSES = 16;
const PARALLELISM = 16;
const TAG = 16;

/** Describes a private key under a passphrase; `data` is the ciphertext followed by the tag of 16 bytes. */
export const encryptedKey = z
  .strictObject({
    kdf: z.literal('argon2id'),
    memoryKiB: z.int().min(8).max(MEMORY_KIB),
    passes: z.int().min(1).max(PASSES),
    parallelism: z.int().min(1).max(PARALLELISM),
    salt: base64(16, 64),
    cipher: z.literal('aes-256-gcm'),
    nonce: base64(12, 12),
    data: base64(TAG, 16_384),
  })
  // RFC 9106 §3.1: at least 8 KiB for each lane.
  .refine(({ memoryKiB, parallelism }) => memoryKiB >= 8 * parallelism);

/** Is a private key under a passphrase. */
export type EncryptedKey = z.infer<typeof encryptedKey>;

/** RFC 9106 §4, second recommended choice: 64 MiB, three passes, four lanes, a salt of 128 bits, a tag of 256. */
const COST = { memoryKiB: 65_536, passes: 3, parallelism: 4 } as const;

const derive = promisify(argon2);

/** Says what is hidden, and what the hidden must not be parted from. */
export interface Sealing {
  /** Fingerprint of the key: authenticated, so that the secret of one key cannot be moved into the file of another. */
  readonly fingerprint: string;
  readonly passphrase: string;
}

/** Encrypts a private key under a passphrase: Argon2id, then AES-256-GCM. */
export async function encryptKey(pem: string, sealing: Sealing): Promise<EncryptedKey> {
  const salt = randomBytes(16).toString('base64');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await secretOf({ ...COST, salt }, sealing.passphrase), nonce);
  cipher.setAAD(boundTo(sealing.fingerprint));
  const data = Buffer.concat([cipher.update(pem, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return {
    kdf: 'argon2id',
    ...COST,
    salt,
    cipher: 'aes-256-gcm',
    nonce: nonce.toString('base64'),
    data: data.toString('base64'),
  };
}

/**
 * Decrypts a private key.
 * @throws ClientError `key-passphrase` (`wrong`): another passphrase, or a file that was changed
 */
export async function decryptKey(encrypted: EncryptedKey, sealing: Sealing): Promise<string> {
  const secret = await secretOf(encrypted, sealing.passphrase);
  const data = Buffer.from(encrypted.data, 'base64');
  const nonce = Buffer.from(encrypted.nonce, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: TAG });
  decipher.setAAD(boundTo(sealing.fingerprint));
  decipher.setAuthTag(data.subarray(data.length - TAG));
  try {
    return Buffer.concat([decipher.update(data.subarray(0, data.length - TAG)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new ClientError('key-passphrase', { params: { key: sealing.fingerprint, reason: 'wrong' }, cause });
  }
}

const boundTo = (fingerprint: string): Buffer => Buffer.from(`nforge-key/1 ${fingerprint}`, 'utf8');

function secretOf(
  cost: Pick<EncryptedKey, 'memoryKiB' | 'passes' | 'parallelism' | 'salt'>,
  passphrase: string,
): Promise<Buffer> {
  return derive('argon2id', {
    // The same letters typed on another system may come as other code points: Arabic and French accents above all.
    message: Buffer.from(passphrase.normalize('NFC'), 'utf8'),
    nonce: Buffer.from(cost.salt, 'base64'),
    memory: cost.memoryKiB,
    passes: cost.passes,
    parallelism: cost.parallelism,
    tagLength: 32,
  });
}
