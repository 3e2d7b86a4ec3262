import { homedir } from 'node:os';

import {
  defaultKeyFolder,
  findKey,
  isClientError,
  listKeys,
  openKey,
  type ClientError,
  type OpenedKey,
} from '@national-forge/client';
import { EXIT, type Io } from '../io.ts';
import { folderPath } from '../options.ts';
import { exists } from '../init/write-files.ts';
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
 * @param problems why files that may be keys are refused: where no key is left, one of them is likely the one meant
 * @throws UsageError when there is none, or a choice
 */
export function onlyKey<Key extends { readonly fingerprint: string }>(
  io: Io,
  { keys, problems }: { readonly keys: readonly Key[]; readonly problems: readonly ClientError[] },
): Key {
  const [key, ...others] = keys;
  if (key === undefined)
    throw problems[0] ?? new UsageError('key.none', {}, { exit: EXIT.notFound, hint: 'key.noneHint' });
  if (others.length > 0) throw new UsageError('key.which', { count: keys.length, folder: keyFolder(io) });
  return key;
}

/** Lists the fingerprints of the keys of this computer, to mark rows with; what is wrong with others is for "key list". */
export async function fingerprintsHere(io: Io): Promise<ReadonlySet<string>> {
  try {
    return new Set((await listKeys(keyFolder(io))).keys.map(({ fingerprint }) => fingerprint));
  } catch (error) {
    if (isClientError(error) && error.code === 'key-permissions') return new Set();
    throw error;
  }
}
