import type { AgencyStates, Log, LogTree } from '../../../ports.ts';
import type { Sql } from '../sql.ts';
import { findNewestCheckpoint } from './checkpoints.ts';
import { createLogKeyRing, type LogKeyFile, type LogKeyRing } from './log-key.ts';
import { rememberNodes, readNodes } from './log-nodes.ts';
import { createAgencyStates, createLog, createReceiptReader, type ReceiptReader } from './log-reader.ts';
import { createLogTree } from './log-tree.ts';
import { sealLog } from './seal-log.ts';
import { createSizeWatch, type SizeWatch } from './size-watch.ts';

/** Is the log of a connection: what reads it, and what the ledger needs of it. */
export interface OpenLog {
  readonly log: Log;
  readonly tree: LogTree;
  readonly agencyStates: AgencyStates;
  readonly keys: LogKeyRing;
  readonly receiptOf: ReceiptReader;
  readonly watch: SizeWatch;
  /** Signs a checkpoint within the open transaction, if leaves were appended in it. */
  readonly seal: () => void;
}

/** Opens the log of a connection. */
export function openLog(sql: Sql, keyFile: LogKeyFile): OpenLog {
  const keys = createLogKeyRing(keyFile);
  const read = rememberNodes(readNodes(sql));
  const size = (): number => findNewestCheckpoint(sql)?.size ?? 0;
  const watch = createSizeWatch(size);
  const receiptOf = createReceiptReader(sql, read);
  return {
    log: createLog({ sql, keys, watch, receiptOf }),
    tree: createLogTree({ sql, read, size }),
    agencyStates: createAgencyStates(sql),
    keys,
    receiptOf,
    watch,
    seal: () => sealLog(sql, keys),
  };
}
