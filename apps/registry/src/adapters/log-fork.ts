import { join } from 'node:path';

import { createLogKey, isOrigin, openLogKey } from '@national-forge/transparency';

import { StoreError, type Clock, type ForkReport } from '../ports.ts';
import { DATABASE_FILE } from './data-folder.ts';
import { openLogKeyFile, settleNextKey, writeNextKey } from './log-key-file.ts';
import { prepareUsedFolder } from './lost-log.ts';
import { settle } from './sqlite/settle.ts';
import { forkLog } from './sqlite/log/fork-log.ts';
import { findLogIdentity } from './sqlite/log/log-identities.ts';
import { createLogKeyRing } from './sqlite/log/log-key.ts';
import { openMigrated } from './sqlite/open-migrated.ts';
import type { Sql } from './sqlite/sql.ts';

/** Names the data folder and the new name of its log. */
export interface ForkOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly origin: string;
}

/**
 * Forks the log of a data folder, also while servers run on it: they sign with the new key from then on. The new key is on
 * the disk before it signs, beside the old one; it takes its place when the fork is committed. Killed in between, it is
 * found beside it.
 * @throws StoreError `origin-invalid`, what opening a data folder throws
 */
export function forkFolder({ dataDir, clock, origin }: ForkOptions): Promise<ForkReport> {
  return settle(() => {
    if (!isOrigin(origin)) throw new StoreError('origin-invalid', `"${origin}" cannot be the name of a log`);
    prepareUsedFolder(dataDir);
    const sql = openMigrated(join(dataDir, DATABASE_FILE));
    try {
      const keys = createLogKeyRing(openLogKeyFile(dataDir));
      const report = forkLog({ sql, clock, keys, makeKey: (name) => makeKey(dataDir, name) }, origin);
      putKeyInPlace(sql, dataDir, report.key);
      return report;
    } finally {
      sql.close();
    }
  });
}

function makeKey(dataDir: string, origin: string) {
  const { pem } = createLogKey(origin);
  const signer = openLogKey(origin, pem);
  writeNextKey(dataDir, { key: signer.verifierKey, pem });
  return signer;
}

/** Under the write lock, and only while the key is still the one of the log: another fork may have come after this one. */
function putKeyInPlace(sql: Sql, dataDir: string, key: string): void {
  sql.run('BEGIN IMMEDIATE');
  try {
    if (findLogIdentity(sql)?.key === key) settleNextKey(dataDir, key);
  } finally {
    sql.run('ROLLBACK');
  }
}
