import type { AgencyStates, Log, LogTree } from '../../../ports.ts';
import type { DocumentMemory } from '../document-memory.ts';
import type { Sql } from '../sql.ts';
import { findNewestCheckpoint } from './checkpoints.ts';
import { createLogKeyRing, type LogKeyFile, type LogKeyRing } from './log-key.ts';
import { createLogDocuments, type LogDocuments } from './log-documents.ts';
import { createTreeWalk } from './log-nodes.ts';
import { createAgencyStates, createLog, createReceiptReader, type ReceiptReader } from './log-reader.ts';
import { createLogTree } from './log-tree.ts';
import { sealLog } from './seal-log.ts';
import { createSizeWatch, type SizeWatch } from './size-watch.ts';

/** Is the log of a connection: what reads it, and what the ledger needs of it. */
export interface OpenLog {
  readonly log: Log;
  readonly tree: LogTree;
  readonly agencyStates: AgencyStates;
  readonly findOfLog: LogDocuments;
  readonly keys: LogKeyRing;
  readonly receiptOf: ReceiptReader;
  readonly watch: SizeWatch;
  /** Signs a checkpoint within the open transaction, if leaves were appended in it. */
  readonly seal: () => void;
}

/** Opens the log of a connection; its tiles are held in the memory of documents. */
export function openLog(sql: Sql, keyFile: LogKeyFile, memory: DocumentMemory): OpenLog {
  const keys = createLogKeyRing(keyFile);
  const walk = createTreeWalk(sql);
  const size = (): number => findNewestCheckpoint(sql)?.size ?? 0;
  const watch = createSizeWatch(size);
  const receiptOf = createReceiptReader(sql, walk);
  return {
    log: createLog({ sql, keys, watch, receiptOf }),
    tree: createLogTree({ sql, walk, size }),
    agencyStates: createAgencyStates(sql),
    findOfLog: createLogDocuments({ sql, memory, size }),
    keys,
    receiptOf,
    watch,
    seal: () => sealLog(sql, keys),
  };
}
