import { mkdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

import { fileFailure } from '../files/file-failure.ts';
import { sweepLeftovers } from '../files/sweep.ts';
import { assertPrivate } from './private-file.ts';

/**
 * Tells where the private keys of this user are: below `XDG_DATA_HOME`, else `~/.local/share`.
 * @param env such as `process.env`; a relative path in it is ignored, as the XDG base directory specification says
 */
export function defaultKeyFolder(env: Readonly<Record<string, string | undefined>>, home: string = homedir()): string {
  const data = env['XDG_DATA_HOME'];
  const root = data !== undefined && isAbsolute(data) ? data : join(home, '.local', 'share');
  return join(root, 'nforge', 'keys');
}

/**
 * Makes the folder of keys, for its owner alone, unless it is there.
 * @throws ClientError `key-permissions` when others may enter or write it, `file-access`, `disk-full`
 */
export async function makeKeyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(fileFailure(folder));
  await assertPrivateFolder(folder);
  await sweepKeyFolder(folder);
}

/**
 * Refuses a folder that others may enter or write: whoever may write it can put a key of theirs in the place of one of its
 * owner's, however private each file is.
 * @throws ClientError `key-permissions`, `file-access`
 */
export async function assertPrivateFolder(folder: string): Promise<void> {
  const { mode } = await stat(folder).catch(fileFailure(folder));
  assertPrivate(folder, mode, 'folder');
}

const WRITING_MS = 60_000;

/** Removes what was left of a key whose writing was cut off: nobody knows it, and it may hold a private key all the same. */
export async function sweepKeyFolder(folder: string): Promise<void> {
  const isLeftover = (name: string): boolean => /^\..+\.json\.[0-9a-f]{12}\.tmp$/.test(name);
  await sweepLeftovers(folder, { isLeftover, olderThanMs: WRITING_MS });
}
