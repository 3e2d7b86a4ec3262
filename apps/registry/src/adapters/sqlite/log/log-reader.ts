import type { LogReceipt } from '@national-forge/api';
import { proveInclusion } from '@national-forge/transparency';

import type { AgencyStates, Log, StoredCheckpoint } from '../../../ports.ts';
import { settle } from '../settle.ts';
import type { Sql } from '../sql.ts';
import { findAgencyState, findStateBefore, findStateByDigest, listAgencySteps } from './agency-states.ts';
import { findCheckpoint, findCheckpointOf, findNewestCheckpoint } from './checkpoints.ts';
import { findDetail } from './details.ts';
import { findLeaf, listLeaves } from './leaves.ts';
import { listLogKeys } from './log-identities.ts';
import type { LogKeyRing } from './log-key.ts';
import type { WalkTree } from './log-nodes.ts';
import { readLogStatus } from './log-status.ts';
import type { SizeWatch } from './size-watch.ts';

/** Is what reading the log stands on. */
export interface LogParts {
  readonly sql: Sql;
  readonly keys: LogKeyRing;
  readonly watch: SizeWatch;
  readonly receiptOf: ReceiptReader;
}

/** Makes the reader of the log. No transaction is open between two calls, so every answer is of a committed state. */
export function createLog({ sql, keys, watch, receiptOf }: LogParts): Log {
  return {
    identity: () => settle(() => listLogKeys(sql)),
    checkpoint: () => settle(() => newestCheckpoint(sql)),
    checkpointAt: (size) => settle(() => findCheckpoint(sql, size)),
    leaves: ({ from, limit }) => settle(() => listLeaves(sql, from, limit)),
    receipt: (index) => settle(() => receiptOf(index)),
    detail: (digest) => settle(() => findDetail(sql, digest)),
    status: () => settle(() => readLogStatus(sql, keys)),
    waitFor: (size, signal) => watch.waitFor(size, signal),
  };
}

/** Gives the newest checkpoint; an open folder has one. */
function newestCheckpoint(sql: Sql): StoredCheckpoint {
  const newest = findNewestCheckpoint(sql);
  if (newest === undefined) throw new Error('the log has no checkpoint');
  return newest;
}

/** Gives the receipt of a committed leaf. */
export type ReceiptReader = (index: number) => LogReceipt | undefined;

/** Makes receipts: each proves its leaf in the first checkpoint that holds it, hence is the same for ever. */
export function createReceiptReader(sql: Sql, walk: WalkTree): ReceiptReader {
  return (index) => {
    const leaf = findLeaf(sql, index);
    const checkpoint = findCheckpointOf(sql, index);
    if (leaf === undefined || checkpoint === undefined) return undefined;
    const hashes = walk((read) => proveInclusion({ index, size: checkpoint.size }, read));
    return {
      index,
      leaf: Buffer.from(leaf).toString(),
      hashes: hashes.map((hash) => Buffer.from(hash).toString('base64')),
      checkpoint: checkpoint.note,
    };
  };
}

/** Makes the reader of the keys of agencies. */
export function createAgencyStates(sql: Sql): AgencyStates {
  return {
    current: (agency) => settle(() => findAgencyState(sql, agency)),
    byDigest: (digest) => settle(() => findStateByDigest(sql, digest)),
    asOf: (agency, size) => settle(() => findStateBefore(sql, agency, size)),
    history: (agency, span) =>
      settle(() =>
        listAgencySteps(sql, agency, span).map(({ leaf_index: index, envelope }) => ({
          index,
          leaf: present(findLeaf(sql, index), `leaf ${index}`),
          envelope: envelope === null ? null : present(findDetail(sql, envelope), envelope),
        })),
      ),
  };
}

function present<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`${what} of the log is gone`);
  return found;
}
