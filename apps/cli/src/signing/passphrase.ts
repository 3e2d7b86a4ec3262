import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import { ask } from '../ask.ts';
import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { folderPath, optionalString, wants } from '../options.ts';
import { quoted } from '../shell.ts';
import { codeOf } from '../system-code.ts';
import { text, type TextKey } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';

/** Is the fewest characters of a new passphrase: whoever gets the file can try as many as they like. */
const LEAST_CHARACTERS = 10;

/** Names the question for a passphrase: of any key, or of one that is being replaced. */
type Question = 'key.askPassphrase' | 'key.askOldPassphrase' | 'key.askBegunPassphrase';

/** Gives what opens encrypted keys: the file that NFORGE_KEY_PASSPHRASE_FILE names, else a question; nothing elsewhere. */
export function passphraseSource(
  io: Io,
  question: Question = 'key.askPassphrase',
): { readonly passphrase?: (key: { readonly fingerprint: string; readonly label: string | null }) => Promise<string> } {
  const file = io.env['NFORGE_KEY_PASSPHRASE_FILE'];
  let read: Promise<string> | undefined;
  if (file) return { passphrase: () => (read ??= readPassphrase(io, file)) };
  if (!io.interactive || io.json) return {};
  return {
    passphrase: ({ fingerprint, label }) => {
      const short = shortFingerprint(fingerprint);
      return askSecret(io, question, { key: label === null ? short : `${label} (${short})` });
    },
  };
}

/**
 * Takes the passphrase for a new key: from `--passphrase-file`; with `--passphrase` from the file of the environment, else from
 * a question asked twice; undefined when none is wanted.
 */
export async function newPassphrase(args: Arguments, io: Io): Promise<string | undefined> {
  const file = optionalString(args, 'passphrase-file');
  const asks = wants(args, 'passphrase');
  if (file !== undefined && asks) throw new UsageError('key.twoPassphrases', {}, { command: 'key create' });
  if (file !== undefined) return strong(await readPassphrase(io, file));
  const environment = io.env['NFORGE_KEY_PASSPHRASE_FILE'];
  if (asks && environment) return strong(await readPassphrase(io, environment));
  return asks ? askTwice(io, 'key.askNewPassphrase') : undefined;
}

/**
 * Takes the passphrase for a key that replaces an encrypted one: from the file of the environment, else asked twice.
 *
 * @param label - what the new key will be called
 */
export async function passphraseForNewKey(io: Io, label: string): Promise<string> {
  const file = io.env['NFORGE_KEY_PASSPHRASE_FILE'];
  return file ? strong(await readPassphrase(io, file)) : askTwice(io, 'key.askFreshPassphrase', { key: label });
}

/** Shortens a fingerprint for people; what is left still finds the key. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice('sha256:'.length, 'sha256:'.length + 16);
}

async function askTwice(io: Io, question: TextKey, params: Readonly<Record<string, string>> = {}): Promise<string> {
  if (!io.interactive || io.json)
    throw new UsageError('key.passphraseTerminal', {}, { hint: 'key.passphraseTerminalHint' });
  const first = strong(await askSecret(io, question, params));
  if ((await askSecret(io, 'key.askAgain')) !== first) throw new UsageError('key.passphrasesDiffer');
  return first;
}

/** Editors end a file with a line feed that nobody types. */
async function readPassphrase(io: Io, named: string): Promise<string> {
  const path = folderPath(io, named);
  try {
    const content = await readFile(path, 'utf8');
    if (!io.json && (await isOpenToOthers(path)))
      io.err(`${text(io.locale, 'key.passphraseOpen', { file: named, command: `chmod 600 ${quoted(named)}` })}\n`);
    return content.replace(/\r?\n$/, '');
  } catch (error) {
    throw new UsageError('key.passphraseUnreadable', { file: named, reason: codeOf(error) }, { cause: error });
  }
}

/** The masked files of runners are often readable by all, in a folder that others cannot enter: of them nothing is said. */
async function isOpenToOthers(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const [file, folder] = await Promise.all([stat(path), stat(dirname(path))]);
  return (file.mode & 0o077) !== 0 && (folder.mode & 0o011) !== 0;
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
