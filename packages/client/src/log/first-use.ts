import { parseVerifierKey, type NoteVerifier, type OriginEra } from '@national-forge/transparency';

import type { CallOptions } from '../registry/call.ts';
import type { LogCalls } from '../registry/log.ts';
import { checked, untrusted } from '../trust/step.ts';

/** Is a log as its registry introduces it. */
export interface ShownLog {
  /** The key that signs now. */
  readonly verifier: NoteVerifier;
  /** The names that the log had, oldest first: a change that was signed before a fork names the log before it. */
  readonly eras: readonly OriginEra[];
}

/**
 * Asks a registry for the names and keys of its log, and believes it: trust on first use, for those who remember nothing.
 * @throws ClientError `untrusted` at `origin`
 */
export async function meetLog(client: Pick<LogCalls, 'logKeys'>, options: CallOptions): Promise<ShownLog> {
  const { origin, keys } = await client.logKeys(options);
  const shown = keys.map(({ key, from }) => ({
    verifier: checked({ what: origin, actual: key }, () => parseVerifierKey(key), 'origin'),
    since: from,
  }));
  const verifier = shown.at(-1)?.verifier;
  if (verifier?.name !== origin) throw untrusted('origin', { what: origin, reason: 'name' });
  return { verifier, eras: shown.map((one) => ({ origin: one.verifier.name, since: one.since })) };
}
