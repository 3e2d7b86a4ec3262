import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

import { formatTilePath } from '@national-forge/transparency';

import { StoreError, type LogSource, type SourceStanding, type StoredCheckpoint } from '../ports.ts';
import { readMarker } from './backup-marker.ts';
import { blobFile, layoutOf } from './blob-fs/layout.ts';
import { DATABASE_FILE } from './data-folder.ts';
import { openLogKeyFile } from './log-key-file.ts';
import { streamFile } from './log-source/folder-source.ts';
import { openPlainSource } from './log-source/open-source.ts';
import type { HttpSourceDeps } from './log-source/http-source.ts';
import { STANDINGS } from './log-source/standing.ts';
import { findNewestCheckpoint } from './sqlite/log/checkpoints.ts';
import { findDetail } from './sqlite/log/details.ts';
import { createLogKeyRing } from './sqlite/log/log-key.ts';
import { createTreeWalk } from './sqlite/log/log-nodes.ts';
import { lookForLeaves } from './sqlite/log/look-for-leaves.ts';
import { readLogStatus } from './sqlite/log/log-status.ts';
import { createLogTree } from './sqlite/log/log-tree.ts';
import { asStoreError } from './sqlite/open-database.ts';
import { settle } from './sqlite/settle.ts';
import { openSql, type Sql } from './sqlite/sql.ts';

/**
 * Opens another copy of a log: an address, an exported folder, a data folder or a backup.
 * @throws StoreError `source-invalid`, `damaged`, `not-writable`
 */
export function openLogSource(place: string, deps: HttpSourceDeps): LogSource {
  return existsSync(join(place, DATABASE_FILE)) ? openDataSource(place) : openPlainSource(place, deps);
}

/** Asserts that a place is not the very data folder, which tells nothing new. Throws `StoreError` `source-behind`. */
export function assertOther(dataDir: string, place: string): void {
  if (!existsSync(place) || !existsSync(dataDir) || realpathSync(place) !== realpathSync(dataDir)) return;
  throw new StoreError('source-behind', `${place} is this very data folder: it cannot tell what it lacks`);
}

/** Reads one state of the other database and changes nothing in it. */
function openDataSource(folder: string): LogSource {
  const sql = openReadOnly(join(folder, DATABASE_FILE));
  const tree = createLogTree({ sql, walk: createTreeWalk(sql), size: () => findNewestCheckpoint(sql)?.size ?? 0 });
  const missing = (what: string): StoreError => new StoreError('source-incomplete', `${folder}: there is no ${what}`);
  return {
    address: folder,
    standing: () => settle(() => standingOf(sql, folder)),
    checkpoint: () =>
      settle(() => {
        const newest = findNewestCheckpoint(sql);
        if (newest === undefined) throw missing('checkpoint');
        return newest.note;
      }),
    // eslint-disable-next-line @typescript-eslint/require-await -- other sources wait
    async *checkpoints({ after, before }) {
      const text = 'SELECT size, note FROM checkpoint WHERE size > ? AND size < ? ORDER BY size LIMIT 500';
      for (let from = after; ;) {
        const page = sql.all<StoredCheckpoint>(text, from, before);
        yield* page.map(({ note }) => note);
        const last = page.at(-1);
        if (last === undefined) return;
        from = last.size;
      }
    },
    async tile(tile) {
      const bytes = await tree.tile(tile);
      if (bytes === undefined) throw missing(`tile ${formatTilePath(tile)}`);
      return bytes;
    },
    detail: (digest) => settle(() => findDetail(sql, digest)),
    blob: (digest) => streamFile(blobFile(layoutOf(folder), digest)),
    close: () => settle(() => sql.close()),
  };
}

/** A folder without the key of the log signs nothing: others may have gone on since. */
function standingOf(sql: Sql, folder: string): SourceStanding {
  const status = readLogStatus(sql, createLogKeyRing(openLogKeyFile(folder)));
  return status === 'open' && readMarker(folder) !== undefined ? 'snapshot' : STANDINGS[status];
}

function openReadOnly(file: string): Sql {
  if (lookForLeaves(file) === 'nothing') throw new StoreError('source-incomplete', `${file} is empty: it holds no log`);
  const sql = openSql(file, { readonly: true, busyTimeout: 5000 });
  try {
    sql.run('BEGIN');
    sql.get('SELECT count(*) FROM checkpoint');
    return sql;
  } catch (error) {
    sql.close();
    throw asStoreError(error, file);
  }
}
