import { openSigningKey, type Signer } from '../keys/signing-key.ts';

/** Opens a key that is the same for ever: its seed is 32 times one byte, so it guards nothing. */
export function fixedKey(seed: number): Signer {
  // RFC 8410 §7: PrivateKeyInfo of Ed25519 up to the seed.
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]);
  return openSigningKey(`-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`);
}
