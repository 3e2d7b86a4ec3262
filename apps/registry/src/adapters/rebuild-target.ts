import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { StoreError, type AuditCounts, type Clock, type Damage, type RebuildTarget } from '../ports.ts';
import { auditBlob } from './blob-fs/audit-blobs.ts';
import { derivedFile, layoutOf } from './blob-fs/layout.ts';
import { DATABASE_FILE, syncPath } from './data-folder.ts';
import { prepareUsedFolder } from './lost-log.ts';
import { settle } from './sqlite/settle.ts';
import { openExclusive } from './sqlite/rebuild/open-exclusive.ts';
import { createRebuiltTables, type RebuiltTables } from './sqlite/rebuild/rebuilt-tables.ts';

/** Names the data folder whose views are made again. */
export interface RebuildOptions {
  readonly dataDir: string;
  readonly clock: Clock;
}

/** Names the database that is being made; a server takes no notice of it. */
export const REBUILD_FILE = `.${DATABASE_FILE}.rebuild`;

/**
 * Opens a data folder on which no server runs, to make its views again.
 * @throws StoreError `locked` when a server runs on it; what opening a data folder throws
 */
export function openRebuildTarget({ dataDir, clock }: RebuildOptions): RebuildTarget {
  prepareUsedFolder(dataDir);
  const file = join(dataDir, REBUILD_FILE);
  const old = openExclusive(join(dataDir, DATABASE_FILE));
  rmSync(file, { force: true });
  const tables = createRebuiltTables({ old, file, now: clock.now() });
  return {
    project: (found) => settle(() => projectOrThrow(tables, found)),
    copyPrivate: () => settle(() => tables.copyPrivate()),
    listBlobs: (after, limit) => settle(() => tables.listBlobs(after, limit)),
    checkBlob: ({ digest }) => checkBlob(tables, dataDir, digest),
    compareOld: (found) => settle(() => tables.compareOld(found)),
    finish: async () => {
      await tables.mergeSearch();
      await settle(() => putInPlace(tables, dataDir));
    },
    close: () =>
      settle(() => {
        tables.close();
        rmSync(file, { force: true });
      }),
  };
}

/** Projects a log, or says where the log itself is damaged. Throws `StoreError` `damaged`. */
export function projectOrThrow(tables: RebuiltTables, found: (damage: Damage) => void): AuditCounts {
  const broken: Damage[] = [];
  const counts = tables.project((damage) => (damage.kind === 'node' ? found(damage) : broken.push(damage)));
  const [first] = broken;
  if (first === undefined) return counts;
  const places = broken.slice(0, 5).map(({ kind, place, detail }) => `${kind}: ${place}: ${detail}`);
  const message = `the log itself is damaged in ${broken.length} places, and nothing can be made from it: ${places.join('; ')}`;
  throw new StoreError('damaged', message);
}

/** Hashes an archive of a new database and notes its chunks; tells what is wrong with it. */
export async function checkBlob(tables: RebuiltTables, dataDir: string, digest: string): Promise<Damage | undefined> {
  const row = tables.findBlob(digest);
  if (row === undefined) return undefined;
  const { damage, chunks } = await auditBlob(layoutOf(dataDir), row);
  if (chunks === undefined) return damage;
  tables.putChunks(digest, chunks);
  return undefined;
}

/**
 * Puts a new database into its place: fsync, rename, fsync of the folder. Other forms of archives that it does not know go:
 * they may be of a release that was removed by law, and are made again when asked for.
 */
export function putInPlace(tables: RebuiltTables, dataDir: string): void {
  const place = join(dataDir, DATABASE_FILE);
  const { derived } = layoutOf(dataDir);
  const forms = new Set(tables.listForms().map(({ source, form }) => derivedFile(layoutOf(dataDir), source, form)));
  tables.closeNew();
  syncPath(join(dataDir, REBUILD_FILE));
  renameSync(join(dataDir, REBUILD_FILE), place);
  syncPath(dataDir);
  const paths = readdirSync(derived).map((name) => join(derived, name));
  for (const path of paths) if (!forms.has(path)) rmSync(path);
}
