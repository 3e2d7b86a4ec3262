import { isOrigin, openLogKey, TransparencyError, type LogSigner } from '@national-forge/transparency';

import { StoreError, type Clock } from '../../../ports.ts';
import { projectLeaf } from '../project/project-leaf.ts';
import { createProjection } from '../project/projection.ts';
import type { Sql } from '../sql.ts';
import { appendLeaf, readLogEnd } from './append-leaf.ts';
import { findLogIdentity } from './log-identities.ts';
import { createLogKeyRing, type LogKeyFile } from './log-key.ts';
import { findLastLeaf } from './leaves.ts';
import { sealLog } from './seal-log.ts';

/** Describes the log of a data folder that is opened. */
export interface LogStart {
  readonly clock: Clock;
  /** Gives the name of the log; asked once in its life. */
  readonly origin: () => string;
  readonly key: LogKeyFile;
}

/**
 * Begins the log of a new folder: makes its key, appends leaf 0, which names both, and signs the first checkpoint. Of
 * two processes that start at once one does it, under the write lock. In a folder that has a log, the key is looked at.
 * @throws StoreError `origin-invalid`; `log-key-wrong` when there is a key, and it is not that of the log (none at all
 * is no error: after a restore everything can be read)
 */
export function startLog(sql: Sql, start: LogStart): void {
  if (findLastLeaf(sql) === undefined) beginLog(sql, start);
  const identity = findLogIdentity(sql);
  const { key } = start;
  if (key.find() === undefined || identity === undefined || createLogKeyRing(key).holds(identity)) return;
  throw new StoreError('log-key-wrong', `the key in the data folder is not that of the log ${identity.origin}`);
}

function beginLog(sql: Sql, start: LogStart): void {
  sql.run('BEGIN IMMEDIATE');
  try {
    if (findLastLeaf(sql) === undefined) appendFirst(sql, start);
    sql.run('COMMIT');
  } catch (error) {
    if (sql.inTransaction()) sql.run('ROLLBACK');
    throw error;
  }
}

function appendFirst(sql: Sql, start: LogStart): void {
  const { name: origin, verifierKey: key } = makeSigner(start);
  const { size: index, time } = readLogEnd(sql, start.clock);
  const leaf = { kind: 'log-key' as const, time, origin, key };
  appendLeaf(sql, index, leaf);
  projectLeaf(createProjection(sql), { leaf, index, detail: null });
  sealLog(sql, createLogKeyRing(start.key));
}

function makeSigner({ origin: chooseOrigin, key }: LogStart): LogSigner {
  const origin = chooseOrigin();
  if (!isOrigin(origin)) throw new StoreError('origin-invalid', `"${origin}" cannot be the name of a log`);
  try {
    return openLogKey(origin, key.make(origin));
  } catch (error) {
    if (!(error instanceof TransparencyError)) throw error;
    throw new StoreError('log-key-wrong', 'the file log.key in the data folder holds no key of a log', {
      cause: error,
    });
  }
}
