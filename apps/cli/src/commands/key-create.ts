import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createKey, type KeyWish, type StoredKey } from '@national-forge/client';
import type { KeyAlgorithm } from '@national-forge/transparency';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { optionalString, wants } from '../options.ts';
import { printJson } from '../output.ts';
import { keyFolder } from '../signing/choose-keys.ts';
import { newPassphrase, shortFingerprint } from '../signing/passphrase.ts';
import { text } from '../texts/texts.ts';

/** Makes a private key; with `--for-ci` it goes to stdout alone, so that it can be piped into a store of secrets. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const algorithm = (optionalString(args, 'algorithm') ?? 'ed25519') as KeyAlgorithm;
  const label = optionalString(args, 'label') ?? `key ${io.now().toISOString().slice(0, 10)}`;
  const passphrase = await newPassphrase(args, io);
  const wish = { algorithm, label, now: () => io.now().getTime(), ...(passphrase !== undefined && { passphrase }) };
  if (wants(args, 'for-ci')) {
    tellForRunner(io, await createForRunner(wish));
    return EXIT.ok;
  }
  const key = await createKey({ ...wish, folder: keyFolder(io) });
  if (io.json) printJson(io, key);
  else {
    io.out(`${key.fingerprint}\n`);
    io.err(`${text(io.locale, 'key.created', madeParams(key))}\n`);
    if (!key.encrypted) io.err(`${text(io.locale, 'key.plain')}\n`);
    io.err(`${text(io.locale, 'key.next', { key: shortFingerprint(key.fingerprint) })}\n`);
  }
  return EXIT.ok;
}

const madeParams = ({ fingerprint, algorithm, file }: StoredKey) => ({ fingerprint, algorithm, file });

interface RunnerKey {
  readonly key: StoredKey;
  /** The content of the key file, the secret included. */
  readonly content: string;
}

/** Makes the key in a folder that only this person can enter and that is gone before the key is told. */
async function createForRunner(wish: Omit<KeyWish, 'folder'>): Promise<RunnerKey> {
  const folder = await mkdtemp(join(tmpdir(), 'nforge-key-'));
  try {
    const key = await createKey({ ...wish, folder });
    return { key, content: await readFile(key.file, 'utf8') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function tellForRunner(io: Io, { key, content }: RunnerKey): void {
  const { fingerprint } = key;
  if (io.json) printJson(io, { ...key, file: null, content });
  else {
    io.out(content);
    io.err(`${text(io.locale, 'key.ciCreated', { fingerprint })}\n${text(io.locale, 'key.ciNext')}\n`);
  }
}
