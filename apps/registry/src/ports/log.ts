import type { LogReceipt } from '@national-forge/api';
import type { Tile } from '@national-forge/transparency';

/** Is the name of the log and the keys that sign, or signed, its checkpoints. */
export interface LogIdentity {
  readonly origin: string;
  /** Verifier keys (C2SP signed-note), each with the leaf that named it, oldest first; the last one signs. */
  readonly keys: readonly { readonly key: string; readonly from: number }[];
}

/** Is a signed checkpoint with the size it speaks of. */
export interface StoredCheckpoint {
  readonly size: number;
  /** The text of the signed note. */
  readonly note: string;
}

/** Is a leaf as it was hashed, with its place. */
export interface LogEntry {
  readonly index: number;
  readonly bytes: Uint8Array;
}

/** Says why writes to the log are off until an operator acts; `open`: they are not. */
export type LogStatus = 'open' | 'log-behind' | 'log-diverged' | 'log-key-missing';

/**
 * Reads the log. Only what a signed checkpoint holds is ever told, also of what another process commits.
 */
export interface Log {
  /** Tells the name of the log and its keys. */
  identity(): Promise<LogIdentity>;
  /** Gives the newest checkpoint. */
  checkpoint(): Promise<StoredCheckpoint>;
  /** Finds the checkpoint that was signed at exactly this size; most sizes have none: a group of writes has one. */
  checkpointAt(size: number): Promise<StoredCheckpoint | undefined>;
  /** Lists leaves from an index on, in their order and without gaps; empty at the end of the log. */
  leaves(page: { readonly from: number; readonly limit: number }): Promise<readonly LogEntry[]>;
  /** Gives the receipt of a leaf, against the first checkpoint that holds it: the same every time. */
  receipt(index: number): Promise<LogReceipt | undefined>;
  /** Finds a detail blob or an envelope by its digest; erased ones are gone. */
  detail(digest: string): Promise<Uint8Array | undefined>;
  /** Tells whether writes are taken. */
  status(): Promise<LogStatus>;
  /**
   * Waits until the log has more than `size` leaves, whoever appends them, or until the signal is aborted; gives the
   * size then. Another process is seen within half a second.
   */
  waitFor(size: number, signal: AbortSignal): Promise<number>;
}

/** Reads the hash tree of the log in O(log n). Sizes and indexes beyond the newest checkpoint give `undefined`. */
export interface LogTree {
  /** Gives the root hash of the tree of the first `size` leaves. */
  rootAt(size: number): Promise<Uint8Array | undefined>;
  /** Proves that the leaf stands at its index in the tree of that size (RFC 6962 §2.1.1). */
  inclusion(place: { readonly index: number; readonly size: number }): Promise<readonly Uint8Array[] | undefined>;
  /** Proves that the tree of size `from` is a prefix of that of size `to` (RFC 6962 §2.1.2). */
  consistency(sizes: { readonly from: number; readonly to: number }): Promise<readonly Uint8Array[] | undefined>;
  /** Gives the bytes of a tile of hashes or of an entry bundle, full or partial (C2SP tlog-tiles). */
  tile(tile: Tile): Promise<Uint8Array | undefined>;
}

/** Is a state of an agency: its keys and threshold, as text that the leaf names by digest. */
export interface StoredAgencyState {
  readonly digest: string;
  readonly agency: string;
  /** Index of the leaf that made the state. */
  readonly leaf: number;
  /** The text of the state (docs/spec/leaf.md). */
  readonly bytes: Uint8Array;
}

/** Is one step in the history of an agency's keys. */
export interface AgencyStep {
  readonly index: number;
  /** The leaf as it was hashed. */
  readonly leaf: Uint8Array;
  /** The signed change; `null` for the leaf that made the agency. */
  readonly envelope: Uint8Array | null;
}

/** Says which steps of an agency are wanted: between two leaves, neither included (`after` -1: from the first), and how many. */
export interface StepSpan {
  readonly after: number;
  readonly before: number;
  readonly limit: number;
}

/** Reads the keys of agencies and how they came to be. */
export interface AgencyStates {
  /** Finds the present state of an agency; `undefined` if there is no such agency. */
  current(agency: string): Promise<StoredAgencyState | undefined>;
  /** Finds a state, present or past, by its digest. */
  byDigest(digest: string): Promise<StoredAgencyState | undefined>;
  /** Finds the state that an agency had in the tree of the first `size` leaves. */
  asOf(agency: string, size: number): Promise<StoredAgencyState | undefined>;
  /** Lists leaves that changed the state of an agency, oldest first. */
  history(agency: string, span: StepSpan): Promise<readonly AgencyStep[]>;
}
