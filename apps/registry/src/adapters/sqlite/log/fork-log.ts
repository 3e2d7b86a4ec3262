import { treeRoot, type LogSigner } from '@national-forge/transparency';

import { StoreError, type Clock, type ForkReport } from '../../../ports.ts';
import { projectLeaf } from '../project/project-leaf.ts';
import { createProjection } from '../project/projection.ts';
import { asStoreError } from '../open-database.ts';
import type { Sql } from '../sql.ts';
import { appendLeaf, readLogEnd } from './append-leaf.ts';
import type { LogKeyRing } from './log-key.ts';
import { readNodes } from './log-nodes.ts';
import { openLogStatus } from './log-status.ts';
import { sealLog } from './seal-log.ts';

/** Is what a fork stands on. */
export interface ForkParts {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly keys: LogKeyRing;
  /** Makes the new key and puts it on the disk, in a place from which the ring reads it. */
  readonly makeKey: (origin: string) => LogSigner;
}

/**
 * Lets the log go on under a new name and key, in one transaction: appends the `fork` leaf, which names the log before it,
 * signs with the new key, and takes leaves again.
 * @throws StoreError `origin-invalid` when the log has or had this name; `locked`, `storage-full`
 */
export function forkLog({ sql, clock, keys, makeKey }: ForkParts, origin: string): ForkReport {
  try {
    sql.run('BEGIN IMMEDIATE');
    const report = appendFork({ sql, clock, keys, makeKey }, origin);
    sql.run('COMMIT');
    return report;
  } catch (error) {
    if (sql.inTransaction()) sql.run('ROLLBACK');
    throw asStoreError(error, 'registry.db');
  }
}

function appendFork({ sql, clock, keys, makeKey }: ForkParts, origin: string): ForkReport {
  const names = sql.all<{ origin: string }>('SELECT origin FROM log_identity ORDER BY leaf_index');
  const before = names.at(-1)?.origin ?? '';
  if (names.some((one) => one.origin === origin)) {
    throw new StoreError('origin-invalid', `the log has, or had, the name "${origin}": a fork takes a new one`);
  }
  const { size, time } = readLogEnd(sql, clock);
  const root = Buffer.from(treeRoot(size, readNodes(sql))).toString('base64');
  const { verifierKey: key } = makeKey(origin);
  const leaf = { kind: 'fork' as const, time, origin, key, fromOrigin: before, fromSize: size, fromRoot: root };
  appendLeaf(sql, size, leaf);
  projectLeaf(createProjection(sql), { leaf, index: size, detail: null });
  openLogStatus(sql);
  sealLog(sql, keys);
  return { origin, key, fromOrigin: before, fromSize: size, fromRoot: root };
}
