import { ProblemError } from '@national-forge/api';

import type { LogStatus } from '../../../ports.ts';
import { findMeta, putMeta } from '../meta.ts';
import type { Sql } from '../sql.ts';
import { findLogIdentity } from './log-identities.ts';
import type { LogKeyRing } from './log-key.ts';

/** Names why the log takes no leaves; in `meta`, for it is a fact about this copy of the log, not one of the log. */
const LOG_STATUS = 'log-status';

/** Tells whether the log takes leaves. */
export function readLogStatus(sql: Sql, keys: LogKeyRing): LogStatus {
  const status = findMeta(sql, LOG_STATUS);
  if (status === 'log-behind' || status === 'log-diverged') return status;
  const identity = findLogIdentity(sql);
  return identity !== undefined && keys.holds(identity) ? 'open' : 'log-key-missing';
}

/** Turns the writing of leaves off or on; it stays off when it turned out that the log diverged. */
export function putLogStatus(sql: Sql, status: Exclude<LogStatus, 'log-key-missing'>): void {
  if (status === 'log-behind' && findMeta(sql, LOG_STATUS) === 'log-diverged') return;
  putMeta(sql, LOG_STATUS, status);
}

/** Takes leaves again, whatever the reason was that they were not taken. */
export function openLogStatus(sql: Sql): void {
  putMeta(sql, LOG_STATUS, 'open');
}

/**
 * Asserts that the log takes leaves.
 * @throws ProblemError `log-behind`, `log-diverged`, `log-key-missing`
 */
export function assertWritable(sql: Sql, keys: LogKeyRing): void {
  const status = readLogStatus(sql, keys);
  if (status !== 'open') throw new ProblemError(status, {});
}
