import { randomUUID } from 'node:crypto';

import { StoreError, type AuditCounts, type BackupBlob, type Damage, type PrivateRows } from '../../../ports.ts';
import { checkCheckpoints } from '../audit/check-checkpoints.ts';
import { checkIndex } from '../audit/check-index.ts';
import { compareView, VIEWS } from '../audit/compare-views.ts';
import { copyLog } from '../audit/copy-log.ts';
import { detailsOf, projectLog } from '../audit/project-log.ts';
import { openScratch } from '../audit/scratch.ts';
import { findLogIdentity } from '../log/log-identities.ts';
import type { LogKeyRing } from '../log/log-key.ts';
import { putLogStatus } from '../log/log-status.ts';
import { putMeta, STORE_ID } from '../meta.ts';
import { findBlobRow, type BlobRow } from '../blobs.ts';
import { NATIONAL } from '../search/entry/lexicon-door.ts';
import { settleMany } from '../search/upkeep/upkeep.ts';
import type { Sql } from '../sql.ts';
import { isUnreadable } from '../sqlite-errors.ts';
import { copyPrivate } from './copy-private.ts';

/** Is a database being made from the log of another. */
export interface RebuiltTables {
  /** Checks the log, takes it over and projects it. Whatever is told but damaged nodes makes the result worthless. */
  project(found: (damage: Damage) => void): AuditCounts;
  copyPrivate(): readonly PrivateRows[];
  listBlobs(after: string, limit: number): readonly BackupBlob[];
  findBlob(digest: string): BlobRow | undefined;
  /** Lists the other forms of archives that were taken over. */
  listForms(): readonly { readonly source: string; readonly form: string }[];
  putChunks(digest: string, chunks: Buffer): void;
  compareOld(found: (damage: Damage) => void): void;
  /** Merges the entries of the search where there are more than searches look at one by one; a server merges the rest. */
  mergeSearch(): Promise<void>;
  /** Marks the log as behind the one that the world has seen, and the data as new ones. */
  markCopied(): void;
  /** Asserts that the key at hand, if there is one, is that of the log. Throws `StoreError` `log-key-wrong`. */
  assertKey(keys: LogKeyRing, hasKey: boolean): void;
  /** Ends writing, once: the file is whole, but not on the disk yet. */
  closeNew(): void;
  close(): void;
}

/** Makes a new database beside an old one, which is open for this process alone. */
export function createRebuiltTables(options: {
  readonly old: Sql;
  readonly file: string;
  readonly now: Date;
  /** Whether the old database holds the nodes of the tree (default: yes). */
  readonly hasNodes?: boolean;
}): RebuiltTables {
  const { old, file, now } = options;
  const made = openNew(old, file, now);
  made.run('BEGIN');
  const closeNew = once(() => {
    if (made.inTransaction()) made.run('COMMIT');
    made.close();
  });
  return {
    project: (found) => project({ old, made, hasNodes: options.hasNodes ?? true }, found),
    copyPrivate: () => copyPrivate({ from: old, to: made }),
    listBlobs: (after, limit) => made.all(LIST_BLOBS, after, limit),
    findBlob: (digest) => findBlobRow(made, digest),
    listForms: () => made.all('SELECT source, form FROM derived'),
    putChunks: (digest, chunks) => void made.run('UPDATE blob SET chunks = ? WHERE digest = ?', chunks, digest),
    compareOld: (found) => compareOld({ old, made }, found),
    mergeSearch: () => settleMany(made, { lexicon: NATIONAL, now }),
    markCopied: () => markCopied(made),
    assertKey: (keys, hasKey) => assertKey(made, keys, hasKey),
    closeNew,
    close() {
      closeNew();
      old.close();
    },
  };
}

const LIST_BLOBS = 'SELECT digest, size FROM blob WHERE published = 1 AND digest > ? ORDER BY digest LIMIT ?';

function markCopied(made: Sql): void {
  putMeta(made, STORE_ID, randomUUID());
  putLogStatus(made, 'log-behind');
  made.run('DELETE FROM blob WHERE published = 0');
}

function assertKey(made: Sql, keys: LogKeyRing, hasKey: boolean): void {
  const identity = findLogIdentity(made);
  if (!hasKey || identity === undefined || keys.holds(identity)) return;
  throw new StoreError('log-key-wrong', `the key in the folder is not that of the log ${identity.origin}`);
}

function openNew(old: Sql, file: string, now: Date): Sql {
  try {
    return openScratch(file, now);
  } catch (error) {
    old.close();
    throw error;
  }
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

interface Sides {
  readonly old: Sql;
  readonly made: Sql;
}

function project(
  { old, made, hasNodes }: Sides & { readonly hasNodes: boolean },
  found: (damage: Damage) => void,
): AuditCounts {
  const copy = { stored: old, expected: made, found, hasNodes };
  const outline = copyLog(copy);
  const checkpoints = checkCheckpoints(copy, outline);
  if (outline.isSound) projectLog({ expected: made, found, detail: detailsOf(old) }, outline);
  const count = (table: string): number =>
    made.get<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`)?.rows ?? 0;
  return {
    leaves: outline.size,
    checkpoints,
    algorithms: count('algorithm'),
    releases: count('release'),
    documents: count('document'),
  };
}

/** What is wrong with the index is told as one: a lost one lacks thousands. */
const INDEX: Damage = { kind: 'search', place: 'index', detail: 'it is not what the entries give' };

/** The old rows may be what is damaged: then all of a table count as different. */
function compareOld({ old, made }: Sides, found: (damage: Damage) => void): void {
  const attempt = (place: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      found({ kind: 'database', place, detail: 'the old rows cannot be read' });
    }
  };
  for (const table of VIEWS) attempt(table, () => void compareView({ expected: made, stored: old }, table, found));
  attempt('index', () =>
    checkIndex(
      old,
      once(() => found(INDEX)),
    ),
  );
}
