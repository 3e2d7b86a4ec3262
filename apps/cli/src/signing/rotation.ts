import {
  createKey,
  listKeys,
  openKey,
  type ChangeWish,
  type StoredKey,
  type VerifiedAgency,
} from '@national-forge/client';
import { activeAgencyKeys } from '@national-forge/transparency';

import type { Arguments } from '../command.ts';
import { EXIT, type Io } from '../io.ts';
import { optionalString, requiredString } from '../options.ts';
import type { Trusting } from '../session/trust.ts';
import { UsageError } from '../usage-error.ts';
import { keyFolder } from './choose-keys.ts';
import { passphraseForNewKey, passphraseSource } from './passphrase.ts';
import { registeredKey } from './registered-key.ts';

/** Is a key to be replaced, and the key in whose place another comes. */
export interface Rotation {
  readonly known: VerifiedAgency;
  /** The keys of this computer. */
  readonly here: readonly StoredKey[];
  readonly old: StoredKey;
}

/**
 * Finds which key is replaced: the named one, else the only one of this computer that counts for the agency.
 *
 * @throws UsageError when there is none, or a choice
 */
export async function findRotation(args: Arguments, io: Io, { agencies }: Trusting): Promise<Rotation> {
  const known = await agencies(requiredString(args, 'agency'), { signal: io.signal });
  const { keys: here } = await listKeys(keyFolder(io));
  return { known, here, old: keyToReplace({ known, here }, optionalString(args, 'key')) };
}

/** Counts the keys of this computer that sign for the agency. */
export function countOwn({ known, here }: Rotation): number {
  const active = new Set(activeAgencyKeys(known.state, known.at).map(({ fingerprint }) => fingerprint));
  return here.filter(({ fingerprint }) => active.has(fingerprint)).length;
}

/** Gives the next half of a rotation as one change that several people sign: the new key first, then the old one's end. */
export async function nextHalf(io: Io, rotation: Rotation): Promise<ChangeWish> {
  const { known, old } = rotation;
  const fresh = await freshKey(io, rotation);
  const isThere = known.state.keys.some(
    ({ fingerprint, until }) => fingerprint === fresh.fingerprint && until === null,
  );
  if (isThere) return { kind: 'key-revoke', key: old.fingerprint };
  const { use, names, expires } = registeredKey(known.state, old.fingerprint);
  const { signer } = await openKey({ file: fresh.file }, passphraseSource(io));
  return { kind: 'key-add', key: signer, use, names, expires };
}

/** Finds the key to replace: the named one, else the only one of this computer that counts for the agency. */
function keyToReplace({ known: { state, at }, here }: Omit<Rotation, 'old'>, named: string | undefined): StoredKey {
  const { agency } = state;
  const wanted = named === undefined ? undefined : registeredKey(state, named).fingerprint;
  const active = new Set(activeAgencyKeys(state, at).map(({ fingerprint }) => fingerprint));
  const mine = here.filter(({ fingerprint }) => active.has(fingerprint) && (wanted ?? fingerprint) === fingerprint);
  const [old, second] = mine;
  const noKey = { exit: EXIT.refused, hint: 'sign.noKeyHint' } as const;
  if (old === undefined) throw new UsageError('sign.noKey', { agency, subject: 'key-revoke' }, noKey);
  if (second !== undefined) throw new UsageError('key.rotateWhich', { agency, count: mine.length });
  return old;
}

/** Goes on with the new key of a rotation that was interrupted, else makes one like the old one. */
export async function freshKey(io: Io, { known: { state }, here, old }: Rotation): Promise<StoredKey> {
  const { agency, keys } = state;
  const registered = new Map(keys.map((key) => [key.fingerprint, key]));
  const since = registered.get(old.fingerprint)?.since ?? 0;
  const label = old.label ?? agency;
  const begun = here.filter((key) => {
    const known = registered.get(key.fingerprint);
    return (
      key.agency === agency &&
      key.label === label &&
      (known === undefined || (known.until === null && known.since > since))
    );
  });
  const [only, second] = begun.filter(({ fingerprint }) => fingerprint !== old.fingerprint);
  if (only !== undefined && second === undefined) return only;
  const { algorithm } = old;
  const passphrase = old.encrypted ? await passphraseForNewKey(io) : undefined;
  const wish = { folder: keyFolder(io), algorithm, agency, label, now: () => io.now().getTime() };
  return createKey({ ...wish, ...(passphrase !== undefined && { passphrase }) });
}
