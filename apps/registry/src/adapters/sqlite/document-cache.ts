import type { Clock, Documents } from '../../ports.ts';
import type { DocumentMemory, Held } from './document-memory.ts';
import { findDocument, findEtag } from './documents.ts';
import { LOG, type LogDocuments } from './log/log-documents.ts';
import type { Sql } from './sql.ts';

/** Is the memory of documents, with what the ledger tells it. */
export interface DocumentCache extends Documents {
  /** Forgets documents that a commit of this process has written. */
  forget(keys: Iterable<string>): void;
}

/** Describes the memory of documents. */
export interface DocumentCacheOptions {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly memory: DocumentMemory;
  /** Finds what the log serves: tiles and the checkpoint. */
  readonly findOfLog: LogDocuments;
}

/** How long the answer of the database about other processes holds, in milliseconds. */
const LOOK_EVERY = 50;

/** Makes the memory of documents: those not read for long leave first. */
export function createDocumentCache({ sql, clock, memory, findOfLog }: DocumentCacheOptions): DocumentCache {
  const epoch = createEpoch(sql, clock);
  return {
    epoch,
    heldBytes: () => memory.bytes(),
    find(key) {
      if (key.startsWith(LOG)) return findOfLog(key);
      const now = epoch();
      const entry = memory.use(key);
      if (entry !== undefined && isCurrent(sql, { key, entry, now })) return entry.document;
      memory.remove(key);
      const document = findDocument(sql, key);
      if (document !== undefined) memory.keep(key, { document, epoch: now, isUsed: false });
      return document;
    },
    forget(keys) {
      for (const key of keys) memory.remove(key);
    },
  };
}

function isCurrent(sql: Sql, { key, entry, now }: { key: string; entry: Held; now: number }): boolean {
  // What never changes may still go: to another name, or by law, and another process does the second.
  if (entry.epoch === now) return true;
  if (findEtag(sql, key) !== entry.document.etag) return false;
  entry.epoch = now;
  return true;
}

/** Counts the times that another connection was seen to have committed (`data_version` tells only of others). */
function createEpoch(sql: Sql, clock: Clock): () => number {
  const read = (): number => sql.get<{ data_version: number }>('PRAGMA data_version')?.data_version ?? 0;
  let version = read();
  let epoch = 0;
  let lookedAt = clock.now().getTime();
  return () => {
    const now = clock.now().getTime();
    // A clock that was set back must not stop us from looking.
    if (now - lookedAt < LOOK_EVERY && now >= lookedAt) return epoch;
    lookedAt = now;
    const current = read();
    if (current !== version) epoch += 1;
    version = current;
    return epoch;
  };
}
