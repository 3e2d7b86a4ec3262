import {
  createKey,
  listKeys,
  openKey,
  problemOf,
  type ChangeWish,
  type ClientError,
  type StoredKey,
  type VerifiedAgency,
} from '@national-forge/client';
import { activeAgencyKeys, type Signer } from '@national-forge/transparency';

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

/** Is the key that comes, open. */
export interface FreshKey {
  readonly stored: StoredKey;
  readonly signer: Signer;
}

/**
 * Finds which key is replaced: the named one, else the only one of this computer that counts for the agency.
 *
 * @throws UsageError when there is none, or a choice
 */
export async function findRotation(args: Arguments, io: Io, { agencies }: Trusting): Promise<Rotation> {
  const known = await agencies(requiredString(args, 'agency'), { signal: io.signal });
  const { keys: here, problems } = await listKeys(keyFolder(io));
  return { known, here, old: keyToReplace({ known, here, problems }, optionalString(args, 'key')) };
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
    ({ fingerprint, until }) => fingerprint === fresh.signer.fingerprint && until === null,
  );
  if (isThere) return { kind: 'key-revoke', key: old.fingerprint };
  const { use, names, expires } = registeredKey(known.state, old.fingerprint);
  return { kind: 'key-add', key: fresh.signer, use, names, expires };
}

/** Finds the key to replace: the named one, else the only one of this computer that counts for the agency. */
function keyToReplace(
  { known: { state, at }, here, problems }: Omit<Rotation, 'old'> & { readonly problems: readonly ClientError[] },
  named: string | undefined,
): StoredKey {
  const { agency } = state;
  const wanted = named === undefined ? undefined : registeredKey(state, named).fingerprint;
  const active = new Set(activeAgencyKeys(state, at).map(({ fingerprint }) => fingerprint));
  const mine = here.filter(({ fingerprint }) => active.has(fingerprint) && (wanted ?? fingerprint) === fingerprint);
  const [old, second] = mine;
  const noKey = { exit: EXIT.refused, hint: 'sign.noKeyHint' } as const;
  if (old === undefined)
    throw (
      problemOf(problems, wanted === undefined ? [...active] : [wanted]) ??
      new UsageError('sign.noKey', { agency, subject: 'key-revoke' }, noKey)
    );
  if (second !== undefined) throw new UsageError('key.rotateWhich', { agency, count: mine.length });
  return old;
}

/** Goes on with the new key of a rotation that was interrupted, else makes one like the old one. */
export async function freshKey(io: Io, rotation: Rotation): Promise<FreshKey> {
  const begun = begunKey(rotation);
  if (begun !== undefined) {
    const { signer } = await openKey({ file: begun.file }, passphraseSource(io, 'key.askBegunPassphrase'));
    return { stored: begun, signer };
  }
  const { known, here, old } = rotation;
  const { agency } = known.state;
  const { algorithm } = old;
  const label = freshLabel(nameOf(old, agency), { day: io.now().toISOString().slice(0, 10), here });
  const passphrase = old.encrypted ? await passphraseForNewKey(io, label) : undefined;
  const wish = { folder: keyFolder(io), algorithm, agency, label, now: () => io.now().getTime() };
  const stored = await createKey({ ...wish, ...(passphrase !== undefined && { passphrase }) });
  // Read back from its file, with what was typed just now: a key that does not open is never registered.
  const source = passphrase === undefined ? {} : { passphrase: () => Promise.resolve(passphrase) };
  return { stored, signer: (await openKey({ file: stored.file }, source)).signer };
}

/** The new key bears the name of the old one and its own day, so that the two are told apart by people and by `--key`. */
function begunKey({ known: { state }, here, old }: Rotation): StoredKey | undefined {
  const { agency, keys } = state;
  const registered = new Map(keys.map((key) => [key.fingerprint, key]));
  const since = registered.get(old.fingerprint)?.since ?? 0;
  const name = nameOf(old, agency);
  const [only, second] = here.filter((key) => {
    const known = registered.get(key.fingerprint);
    const isNew = known === undefined || (known.until === null && known.since > since);
    return isNew && key.agency === agency && nameOf(key, agency) === name && key.fingerprint !== old.fingerprint;
  });
  return second === undefined ? only : undefined;
}

const DAY = / \d{4}-\d\d-\d\d(?: \(\d+\))?$/;
/** Leaves room for the day and a number: a label has at most 100 characters. */
const NAME_LIMIT = 80;

const nameOf = ({ label }: StoredKey, agency: string): string =>
  (label ?? agency).replace(DAY, '').slice(0, NAME_LIMIT).trimEnd();

function freshLabel(
  name: string,
  { day, here }: { readonly day: string; readonly here: readonly StoredKey[] },
): string {
  const taken = new Set(here.map(({ label }) => label));
  const first = `${name} ${day}`;
  let label = first;
  for (let number = 2; taken.has(label); number++) label = `${first} (${String(number)})`;
  return label;
}
