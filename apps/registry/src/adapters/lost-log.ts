import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { StoreError } from '../ports.ts';
import { layoutOf } from './blob-fs/layout.ts';
import { DATABASE_FILE, LOG_KEY_FILE, prepareDataFolder } from './data-folder.ts';
import { lookForLeaves } from './sqlite/log/look-for-leaves.ts';

/**
 * Asserts that a folder that was used still has its log. With an empty or missing database a second log would begin under
 * the key and the name of the first, which is what clients call a fork.
 *
 * Archives come after the first leaf, always. The key of the log comes after the tables and may come before the first leaf,
 * when the first start was killed; a key that the operator put into a folder that is only now made tells nothing.
 *
 * @throws StoreError `log-lost`
 */
export function assertLogKept(folder: string, { isNew }: { readonly isNew: boolean }): void {
  // Looked for before the leaves: another process may be at its first start this moment.
  const hasArchives = holdsArchives(layoutOf(folder).blobs);
  const hasKey = !isNew && existsSync(join(folder, LOG_KEY_FILE));
  if (!hasArchives && !hasKey) return;
  const found = look(folder);
  if (found === 'leaves' || found === 'unreadable' || (found === 'tables' && !hasArchives)) return;
  const traces = [...(hasArchives ? ['archives'] : []), ...(hasKey ? [LOG_KEY_FILE] : [])].join(' and ');
  throw new StoreError(
    'log-lost',
    `${folder} has lost its log: it holds ${traces} of one, and ${DATABASE_FILE} is missing or empty. A new log under the same name would be a fork. Leave this folder as it is, and restore a backup into another one, or make it of a copy: "nforge-registry rebuild --data NEW --from EXPORT"`,
  );
}

/**
 * Makes sure that a folder is a data folder on which a registry was started before.
 * @throws StoreError `log-lost`, `not-a-data-folder`, what `prepareDataFolder` throws
 */
export function prepareUsedFolder(folder: string): void {
  prepareDataFolder(folder, { create: false, by: '' });
  assertHasLog(folder);
}

/** Asserts that a data folder holds a log. Throws `StoreError` `log-lost`, `not-a-data-folder`. */
export function assertHasLog(folder: string): void {
  assertLogKept(folder, { isNew: false });
  if (look(folder) !== 'nothing') return;
  throw new StoreError('not-a-data-folder', `${folder} holds no log: ${DATABASE_FILE} is missing or empty`);
}

const look = (folder: string): ReturnType<typeof lookForLeaves> => {
  const file = join(folder, DATABASE_FILE);
  return existsSync(file) ? lookForLeaves(file) : 'nothing';
};

function holdsArchives(blobs: string): boolean {
  if (!existsSync(blobs)) return false;
  const shards = readdirSync(blobs, { withFileTypes: true }).filter((one) => one.isDirectory());
  return shards.some(({ name }) => readdirSync(join(blobs, name)).length > 0);
}
