import { homedir } from 'node:os';

import {
  defaultKeyFolder,
  findKey,
  listKeys,
  openKey,
  type ChooseSigners,
  type OpenedKey,
  type StoredKey,
} from '@national-forge/client';
import type { Signer } from '@national-forge/transparency';

import { EXIT, type Io } from '../io.ts';
import { folderPath } from '../options.ts';
import { exists } from '../init/write-files.ts';
import type { TextKey } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';
import { passphraseSource } from './passphrase.ts';

/** Names the folder of the private keys of this person. */
export function keyFolder(io: Io): string {
  return defaultKeyFolder(io.env, io.env['HOME'] ?? homedir());
}

/** Opens the key of a runner: NFORGE_KEY_FILE names it, or NFORGE_KEY holds it; undefined when neither is set. */
export async function keyOfEnvironment(io: Io): Promise<OpenedKey | undefined> {
  const { NFORGE_KEY_FILE: file, NFORGE_KEY: content } = io.env;
  if (file) return openKey({ file: folderPath(io, file) }, passphraseSource(io));
  if (content) return openKey({ text: content, name: 'NFORGE_KEY' }, passphraseSource(io));
  return undefined;
}

/** Opens the key that a person named: by fingerprint, label or file. Never the key itself. */
export async function openNamedKey(io: Io, named: string): Promise<OpenedKey> {
  if (named.includes('PRIVATE KEY-----') || /^\s*\{|\n/.test(named))
    throw new UsageError('key.secretOnLine', {}, { hint: 'key.secretOnLineHint' });
  const file = folderPath(io, named);
  if (/[/\\.]/.test(named) && (await exists(file))) return openKey({ file }, passphraseSource(io));
  return openKey({ file: (await findKey(keyFolder(io), named)).file }, passphraseSource(io));
}

/**
 * Gives the key when there is only one.
 *
 * @throws UsageError when there is none, or a choice
 */
export function onlyKey<Key extends { readonly fingerprint: string }>(io: Io, keys: readonly Key[]): Key {
  const [key, ...others] = keys;
  if (key === undefined) throw new UsageError('key.none', {}, { exit: EXIT.notFound, hint: 'key.noneHint' });
  if (others.length > 0) throw new UsageError('key.which', { count: keys.length, folder: keyFolder(io) });
  return key;
}

/** Says which keys a command signs with. */
export interface KeyChoice {
  /** Keys that the person named; none means: all here that may. */
  readonly named?: readonly string[];
  /** Whether it is fine that no key here signs: what was prepared goes to somebody else. */
  readonly mayBeNone?: boolean;
  /** What to do where no key of this computer may sign; default: make one and have it registered. */
  readonly noKeyHint?: TextKey | undefined;
}

/**
 * Chooses the keys that sign, each opened at most once: the named ones, else the one of the environment, else every key of
 * this computer that may.
 */
export function signersOf(io: Io, choice: KeyChoice = {}): ChooseSigners {
  const { named = [], mayBeNone = false, noKeyHint: hint = 'sign.noKeyHint' } = choice;
  let given: Promise<readonly Signer[]> | undefined;
  const opened = new Map<string, Promise<OpenedKey>>();
  const open = (key: StoredKey): Promise<OpenedKey> => {
    const known = opened.get(key.fingerprint) ?? openKey({ file: key.file }, passphraseSource(io));
    opened.set(key.fingerprint, known);
    return known;
  };
  return async ({ agency, subject, usable, signed, threshold }) => {
    given ??= givenSigners(io, named);
    const chosen = await given;
    if (chosen.length > 0) return chosen.filter(({ fingerprint }) => !signed.includes(fingerprint));
    const may = new Set(usable.map(({ fingerprint }) => fingerprint));
    const { keys } = await listKeys(keyFolder(io));
    const mine = keys.filter(({ fingerprint }) => may.has(fingerprint) && !signed.includes(fingerprint));
    if (mine.length === 0 && signed.length < threshold && usable.length > 0 && !mayBeNone)
      throw new UsageError('sign.noKey', { agency, subject }, { exit: EXIT.refused, hint });
    return openAll(io, mine.toSorted(plainFirst), { open, wanted: threshold - signed.length });
  };
}

const plainFirst = (a: StoredKey, b: StoredKey): number => Number(a.encrypted) - Number(b.encrypted);

/** Where nobody can give a passphrase, encrypted keys are left alone as long as the others are enough. */
async function openAll(
  io: Io,
  keys: readonly StoredKey[],
  { open, wanted }: { readonly open: (key: StoredKey) => Promise<OpenedKey>; readonly wanted: number },
): Promise<readonly Signer[]> {
  const canUnlock = passphraseSource(io).passphrase !== undefined;
  const signers: Signer[] = [];
  // One after the other: two questions cannot share a terminal.
  for (const key of keys)
    if (!key.encrypted || canUnlock || signers.length < wanted) signers.push((await open(key)).signer);
  return signers;
}

async function givenSigners(io: Io, named: readonly string[]): Promise<readonly Signer[]> {
  const keys: OpenedKey[] = [];
  for (const one of named) keys.push(await openNamedKey(io, one));
  if (keys.length > 0) return keys.map(({ signer }) => signer);
  const fromEnvironment = await keyOfEnvironment(io);
  return fromEnvironment === undefined ? [] : [fromEnvironment.signer];
}
