import { open } from 'node:fs/promises';
import { join } from 'node:path';

import { issueToken } from '../usecases/accounts/tokens.ts';
import type { Registry } from '../wiring/open-registry.ts';

/** Names the file in the data folder that holds the first operator token. */
const FIRST_TOKEN_FILE = 'first-token';

/** Remembers that the first token was made. */
const FIRST_TOKEN_META = 'first-token';

const YEAR = 365 * 24 * 60 * 60 * 1000;

/** Tells whether a data folder has served before. */
export const hasFirstToken = ({ store }: Registry): boolean => store.meta.get(FIRST_TOKEN_META) !== undefined;

/**
 * Makes the first operator token of a data folder and leaves it in a file that only its owner can read; afterwards does
 * nothing, even when the file was removed. A process killed in between leaves at most a token whose secret nobody knows.
 *
 * @returns the path of the file, when the token was made now or the folder has had one
 */
export async function ensureFirstToken(registry: Registry, dataDir: string): Promise<string> {
  const { store, deps } = registry;
  const path = join(dataDir, FIRST_TOKEN_FILE);
  if (hasFirstToken(registry)) return path;
  const expiresAt = new Date(deps.clock.now().getTime() + YEAR);
  const made = await issueToken(deps, { agency: null, scopes: ['operator'], label: 'first token', expiresAt });
  const file = await open(path, 'w', 0o600);
  try {
    // The file may be left from a start that was killed; its rights are then whatever they were.
    await file.chmod(0o600);
    await file.writeFile(`${made.token}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await store.meta.set(FIRST_TOKEN_META, made.id);
  return path;
}
