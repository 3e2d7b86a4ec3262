import type { Clock, Documents, StoredDocument } from '../../ports.ts';
import { findDocument, findEtag } from './documents.ts';
import type { Sql } from './sql.ts';

/** Is the memory of documents, with what the ledger tells it. */
export interface DocumentCache extends Documents {
  /** Forgets documents that a commit of this process has written. */
  forget(keys: Iterable<string>): void;
  /** Tells how many bytes are held. */
  heldBytes(): number;
}

/** Describes the memory of documents. */
export interface DocumentCacheOptions {
  readonly sql: Sql;
  readonly clock: Clock;
  /** Bytes of documents that are held at most. */
  readonly maxBytes: number;
}

interface Held {
  readonly document: StoredDocument;
  /** The epoch in which the document was last known to be the stored one. */
  epoch: number;
  /** Whether it was read since it was last passed over when room was made. */
  isUsed: boolean;
}

/** How long the answer of the database about other processes holds, in milliseconds. */
const LOOK_EVERY = 50;

/** What an entry takes beside its bytes, roughly: objects, key, place in the map. */
const OVERHEAD = 300;

/** Makes the memory of documents: those not read for long leave first. */
export function createDocumentCache({ sql, clock, maxBytes }: DocumentCacheOptions): DocumentCache {
  const memory = createMemory(maxBytes);
  const epoch = createEpoch(sql, clock);
  return {
    epoch,
    find(key) {
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
    heldBytes: () => memory.bytes(),
  };
}

/** A document larger than this part of the memory would push too much else out. */
const LARGEST_PART = 8;

function createMemory(maxBytes: number) {
  const held = new Map<string, Held>();
  let bytes = 0;
  const remove = (key: string): void => {
    const entry = held.get(key);
    if (entry === undefined) return;
    held.delete(key);
    bytes -= weightOf(key, entry.document);
  };
  // A Map keeps the order of insertion. The oldest leaves, unless it was read since its last turn: then it goes to the
  // end. Reading, which happens far more often than making room, so changes nothing but a flag.
  const makeRoom = (weight: number): void => {
    for (const [key, entry] of held) {
      if (bytes + weight <= maxBytes) break;
      if (entry.isUsed) {
        entry.isUsed = false;
        held.delete(key);
        held.set(key, entry);
      } else remove(key);
    }
  };
  return {
    remove,
    bytes: () => bytes,
    /** Finds an entry. */
    use(key: string): Held | undefined {
      const entry = held.get(key);
      if (entry !== undefined) entry.isUsed = true;
      return entry;
    },
    keep(key: string, entry: Held): void {
      const weight = weightOf(key, entry.document);
      if (weight > maxBytes / LARGEST_PART) return;
      makeRoom(weight);
      held.set(key, entry);
      bytes += weight;
    },
  };
}

const weightOf = (key: string, document: StoredDocument): number => document.bytes.length + key.length + OVERHEAD;

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
