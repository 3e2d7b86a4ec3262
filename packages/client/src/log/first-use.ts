import { parseVerifierKey, type NoteVerifier } from '@national-forge/transparency';

import type { CallOptions } from '../registry/call.ts';
import type { LogCalls } from '../registry/log.ts';
import { checked, untrusted } from '../trust/step.ts';

/**
 * Asks a registry for the name and key of its log, and believes it: trust on first use, for those who remember nothing.
 * @returns the key that signs now
 * @throws ClientError `untrusted` at `origin`
 */
export async function meetLog(client: Pick<LogCalls, 'logKeys'>, options: CallOptions): Promise<NoteVerifier> {
  const { origin, keys } = await client.logKeys(options);
  const actual = keys.at(-1)?.key ?? '';
  const verifier = checked({ what: origin, actual }, () => parseVerifierKey(actual), 'origin');
  if (verifier.name !== origin) throw untrusted('origin', { what: origin, reason: 'name' });
  return verifier;
}
