import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { syncPath } from './data-folder.ts';

/**
 * Removes every file of a folder `HH/HEX` whose digest is not wanted, and what broken copies left; gives their number. The
 * removal is on the disk when it settles.
 */
export async function pruneShards(folder: string, isWanted: (digest: string) => boolean): Promise<number> {
  let count = 0;
  for (const shard of await shardsOf(folder)) {
    const path = join(folder, shard);
    const names = (await readdir(path)).filter((name) => !isDigestName(name) || !isWanted(`sha256:${name}`));
    for (const name of names) await rm(join(path, name), { force: true });
    if (names.length > 0) syncPath(path);
    count += names.length;
  }
  return count;
}

async function shardsOf(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^[0-9a-f]{2}$/.test(name));
}

const isDigestName = (name: string): boolean => /^[0-9a-f]{64}$/.test(name);
