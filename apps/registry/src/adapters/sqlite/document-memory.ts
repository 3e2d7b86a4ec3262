import type { StoredDocument } from '../../ports.ts';

/** Is a document in memory. */
export interface Held {
  readonly document: StoredDocument;
  /** The epoch in which the document was last known to be the stored one. */
  epoch: number;
  /** Whether it was read since it was last passed over when room was made. */
  isUsed: boolean;
}

/** Holds documents by the path under which they are served, within a number of bytes. */
export interface DocumentMemory {
  /** Finds a document, and notes that it was read. */
  use(key: string): Held | undefined;
  /** Keeps a document that is not held; those not read for long make room. What is too large is not kept. */
  keep(key: string, entry: Held): void;
  remove(key: string): void;
  /** Tells how many bytes are held, with what an entry takes beside its document. */
  bytes(): number;
}

/** What an entry takes beside its bytes, roughly: objects, key, place in the map, the head it is sent with. */
const OVERHEAD = 300;

/** A document larger than this part of the memory would push too much else out. */
const LARGEST_PART = 8;

/** Makes a memory of `maxBytes` at most. */
export function createDocumentMemory(maxBytes: number): DocumentMemory {
  const held = new Map<string, Held>();
  let bytes = 0;
  const remove = (key: string): void => {
    const entry = held.get(key);
    if (entry === undefined) return;
    held.delete(key);
    bytes -= weightOf(key, entry.document);
  };
  // A Map keeps the order of insertion. The oldest leaves, unless it was read since its last turn: then it goes to the
  // end. Reading, which happens far more often than making room, so changes nothing but a flag; and who reads a whole
  // log once pushes out what nobody else reads, not what everybody does.
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
    use(key) {
      const entry = held.get(key);
      if (entry !== undefined) entry.isUsed = true;
      return entry;
    },
    keep(key, entry) {
      const weight = weightOf(key, entry.document);
      if (weight > maxBytes / LARGEST_PART) return;
      makeRoom(weight);
      held.set(key, entry);
      bytes += weight;
    },
  };
}

const weightOf = (key: string, document: StoredDocument): number => document.bytes.length + key.length + OVERHEAD;
