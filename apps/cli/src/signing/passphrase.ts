import { readFile } from 'node:fs/promises';

import { ask } from '../ask.ts';
import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { folderPath, optionalString, wants } from '../options.ts';
import { codeOf } from '../system-code.ts';
import { text, type TextKey } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';

/** Is the fewest characters of a new passphrase: whoever gets the file can try as many as they like. */
const LEAST_CHARACTERS = 10;

/** Gives what opens encrypted keys: the file that NFORGE_KEY_PASSPHRASE_FILE names, else a question; nothing elsewhere. */
export function passphraseSource(io: Io): {
  readonly passphrase?: (key: { readonly fingerprint: string; readonly label: string | null }) => Promise<string>;
} {
  const file = io.env['NFORGE_KEY_PASSPHRASE_FILE'];
  if (file) return { passphrase: () => readPassphrase(io, file) };
  if (!io.interactive || io.json) return {};
  return {
    passphrase: ({ fingerprint, label }) =>
      askSecret(io, 'key.askPassphrase', { key: label ?? shortFingerprint(fingerprint) }),
  };
}

/** Takes the passphrase for a new key from `--passphrase-file` or a question asked twice; undefined when none is wanted. */
export async function newPassphrase(args: Arguments, io: Io): Promise<string | undefined> {
  const file = optionalString(args, 'passphrase-file');
  const asks = wants(args, 'passphrase');
  if (file !== undefined && asks) throw new UsageError('key.twoPassphrases', {}, { command: 'key create' });
  if (file !== undefined) return strong(await readPassphrase(io, file));
  return asks ? askTwice(io) : undefined;
}

/** Takes the passphrase for a key that replaces an encrypted one: from the file of the environment, else asked twice. */
export async function passphraseForNewKey(io: Io): Promise<string> {
  const file = io.env['NFORGE_KEY_PASSPHRASE_FILE'];
  return file ? strong(await readPassphrase(io, file)) : askTwice(io);
}

/** Shortens a fingerprint for people; what is left still finds the key. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice('sha256:'.length, 'sha256:'.length + 16);
}

async function askTwice(io: Io): Promise<string> {
  if (!io.interactive || io.json)
    throw new UsageError('key.passphraseTerminal', {}, { hint: 'key.passphraseTerminalHint' });
  const first = strong(await askSecret(io, 'key.askNewPassphrase'));
  if ((await askSecret(io, 'key.askAgain')) !== first) throw new UsageError('key.passphrasesDiffer');
  return first;
}

/** Editors end a file with a line feed that nobody types. */
async function readPassphrase(io: Io, named: string): Promise<string> {
  const content = await readFile(folderPath(io, named), 'utf8').catch((error: unknown) => {
    throw new UsageError('key.passphraseUnreadable', { file: named, reason: codeOf(error) }, { cause: error });
  });
  return content.replace(/\r?\n$/, '');
}

async function askSecret(io: Io, key: TextKey, params: Readonly<Record<string, string>> = {}): Promise<string> {
  // Loaded here: most calls ask nothing.
  const { password } = await import('@clack/prompts');
  return ask(io, (common) => password({ ...common, message: text(io.locale, key, params) }));
}

function strong(passphrase: string): string {
  if (Array.from(passphrase).length < LEAST_CHARACTERS)
    throw new UsageError('key.passphraseShort', { least: LEAST_CHARACTERS });
  return passphrase;
}
