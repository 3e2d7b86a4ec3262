import {
  createKey,
  listKeys,
  openKey,
  rotateKey,
  signWith,
  type StoredKey,
  type VerifiedAgency,
} from '@national-forge/client';
import { parseAgencyName } from '@national-forge/manifest';
import { activeAgencyKeys } from '@national-forge/transparency';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { optionalString, requiredString } from '../options.ts';
import { printJson } from '../output.ts';
import { withTrust, type Trusting } from '../session/trust.ts';
import { keyFolder } from '../signing/choose-keys.ts';
import { passphraseForNewKey, passphraseSource } from '../signing/passphrase.ts';
import { registeredKey } from '../signing/registered-key.ts';
import { text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';

interface Rotation {
  readonly known: VerifiedAgency;
  /** The keys of this computer. */
  readonly here: readonly StoredKey[];
}

/** Finds the key to replace: the named one, else the only one of this computer that counts for the agency. */
function keyToReplace({ known: { state, at }, here }: Rotation, named: string | undefined): StoredKey {
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
async function freshKey(io: Io, { known: { state }, here }: Rotation, old: StoredKey): Promise<StoredKey> {
  const { agency, keys } = state;
  const registered = new Map(keys.map((key) => [key.fingerprint, key]));
  const since = registered.get(old.fingerprint)?.since ?? 0;
  const begun = here.filter((key) => {
    const known = registered.get(key.fingerprint);
    return key.agency === agency && (known === undefined || (known.until === null && known.since > since));
  });
  const [only, second] = begun.filter(({ fingerprint }) => fingerprint !== old.fingerprint);
  if (only !== undefined && second === undefined) return only;
  const { algorithm, label } = old;
  const passphrase = old.encrypted ? await passphraseForNewKey(io) : undefined;
  const wish = { folder: keyFolder(io), algorithm, agency, label: label ?? agency, now: () => io.now().getTime() };
  return createKey({ ...wish, ...(passphrase !== undefined && { passphrase }) });
}

async function rotate(args: Arguments, io: Io, { client, agencies }: Trusting): Promise<void> {
  const agency = parseAgencyName(requiredString(args, 'agency'));
  const known = await agencies(agency, { signal: io.signal });
  const { threshold } = known.state;
  if (threshold > 1)
    throw new UsageError('key.rotateShared', { agency, threshold }, { exit: EXIT.refused, command: 'key rotate' });
  const rotation = { known, here: (await listKeys(keyFolder(io))).keys };
  const old = keyToReplace(rotation, optionalString(args, 'key'));
  const replaced = await openKey({ file: old.file }, passphraseSource(io));
  const fresh = await freshKey(io, rotation, old);
  const { signer } = await openKey({ file: fresh.file }, passphraseSource(io));
  // The old key signs the addition, the new one the revocation: a key that goes does not count for its own going.
  const sign = signWith([replaced.signer, signer]);
  const { added, revoked } = await rotateKey(client, { agency, from: old.fingerprint, to: signer, sign, agencies });
  if (io.json) printJson(io, { agency, old: old.fingerprint, fresh: fresh.fingerprint, added, revoked });
  else {
    const { fingerprint, algorithm, file } = fresh;
    const params = { fresh: fingerprint, old: old.fingerprint, agency };
    io.err(
      `${text(io.locale, 'key.created', { fingerprint, algorithm, file })}\n${text(io.locale, 'key.rotated', params)}\n`,
    );
    io.err(`${text(io.locale, 'key.rotatedKept', { agency })}\n`);
  }
}

/** Replaces a key of an agency by a new one: registers the new one, then revokes the old one. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  await withTrust(args, io, (trusting) => rotate(args, io, trusting));
  return EXIT.ok;
}
