import { listKeys, openKey } from '@national-forge/client';
import type { AgencyState, Signer } from '@national-forge/transparency';

import { EXIT, type Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import { keyFolder, keyOfEnvironment, onlyKey, openNamedKey } from './choose-keys.ts';
import { passphraseSource } from './passphrase.ts';

/**
 * Opens the key that is to become one of an agency: the named one; else that of the environment; else the only one of this
 * computer that the agency never had.
 */
export async function unregisteredKey(io: Io, state: AgencyState, named: string | undefined): Promise<Signer> {
  if (named !== undefined) return (await openNamedKey(io, named)).signer;
  const fromEnvironment = await keyOfEnvironment(io);
  if (fromEnvironment !== undefined) return fromEnvironment.signer;
  const known = new Set(state.keys.map(({ fingerprint }) => fingerprint));
  const { keys } = await listKeys(keyFolder(io));
  const fresh = keys.filter(({ fingerprint }) => !known.has(fingerprint));
  if (fresh.length === 0 && keys.length > 0)
    throw new UsageError('key.allRegistered', { agency: state.agency }, { exit: EXIT.conflict, hint: 'key.noneHint' });
  return (await openKey({ file: onlyKey(io, fresh).file }, passphraseSource(io))).signer;
}
