import { openLogKey } from '../notes/log-key.ts';
import type { LogSigner } from '../notes/log-key.ts';
import { parseVerifierKey } from '../notes/verifier-key.ts';
import type { NoteVerifier } from '../notes/verifier-key.ts';

/** Names the log of the files in testdata/. */
export const FIXED_ORIGIN = 'forge.example/log';

/** Opens the key of the log of testdata/, the same for ever: its seed is 32 times the byte 7, so it guards nothing. */
export function fixedSigner(name: string = FIXED_ORIGIN, seed = 7): LogSigner {
  // RFC 8410 §7: PrivateKeyInfo of Ed25519 up to the seed.
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]);
  return openLogKey(name, `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`);
}

/** Parses the verifier key of the log of testdata/. */
export function fixedVerifier(): NoteVerifier {
  return parseVerifierKey(fixedSigner().verifierKey);
}
