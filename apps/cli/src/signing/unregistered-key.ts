import { listKeys, openKey } from '@national-forge/client';
import type { AgencyState, Signer } from '@national-forge/transparency';

import { EXIT, type Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import { keyFolder, keyOfEnvironment, onlyKey, openNamedKey } from './choose-keys.ts';
import { passphraseSource } from './passphrase.ts';

/**
 * Opens the key that is to become one of an agency: the named one; else that of the environment; else the only one of this
 * computer that the agency never had. The only key of this computer is given even if the agency has it: a call whose answer
 * was lost is repeated with the same words.
 */
export async function unregisteredKey(io: Io, state: AgencyState, named: string | undefined): Promise<Signer> {
  if (named !== undefined) return (await openNamedKey(io, named)).signer;
  const fromEnvironment = await keyOfEnvironment(io);
  if (fromEnvironment !== undefined) return fromEnvironment.signer;
  const active = new Set(state.keys.flatMap(({ fingerprint, until }) => (until === null ? [fingerprint] : [])));
  const known = new Set(state.keys.map(({ fingerprint }) => fingerprint));
  const { keys, problems } = await listKeys(keyFolder(io));
  const fresh = keys.filter(({ fingerprint }) => !known.has(fingerprint));
  const [only, second] = keys;
  const isRepeated = only !== undefined && second === undefined && active.has(only.fingerprint);
  if (!isRepeated && fresh.length === 0 && keys.length > 0 && problems.length === 0)
    throw new UsageError('key.allRegistered', { agency: state.agency }, { exit: EXIT.conflict, hint: 'key.noneHint' });
  const chosen = isRepeated && problems.length === 0 ? only : onlyKey(io, { keys: fresh, problems });
  return (await openKey({ file: chosen.file }, passphraseSource(io))).signer;
}
