import type { Tile } from '@national-forge/transparency';

/**
 * Says what a copy of a log can know of what was signed after it. `live`: it takes writes itself, so that nothing is newer.
 * `snapshot`: it shows one moment and no more: a backup, an export, a mirror, a folder without the key. `behind`,
 * `diverged`: its own writes are off, because it was set back, or because its key has signed two logs.
 */
export type SourceStanding = 'live' | 'snapshot' | 'behind' | 'diverged';

/**
 * Is another copy of a log: a registry or a mirror over HTTP, an exported folder, another data folder, a backup. Nothing it
 * gives is believed: leaves must lead to a signed checkpoint, the rest to digests in the leaves.
 */
export interface LogSource {
  /** Where it is, for people. */
  readonly address: string;
  /** Tells what it can know of what was signed after it. Throws `StoreError` `source-unreachable`, `source-damaged`. */
  standing(): Promise<SourceStanding>;
  /** Gives the note of its newest checkpoint. Throws `StoreError` `source-unreachable`, `source-incomplete`. */
  checkpoint(): Promise<string>;
  /** Gives the notes of the checkpoints that it keeps between two sizes, smallest first; none if it keeps only the newest. */
  checkpoints(sizes: { readonly after: number; readonly before: number }): AsyncIterable<string>;
  /** Gives a tile of hashes or a bundle of leaves. Throws `StoreError` `source-incomplete`, `source-unreachable`. */
  tile(tile: Tile): Promise<Uint8Array>;
  /** Gives a detail blob or an envelope; `undefined` if it has none. Throws `StoreError` `source-unreachable`. */
  detail(digest: string): Promise<Uint8Array | undefined>;
  /** Streams an archive; `undefined` if it has none. Throws `StoreError` `source-unreachable`. */
  blob(digest: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  close(): Promise<void>;
}

/** Is a detail blob or an envelope that a leaf names. */
export interface NamedBytes {
  readonly digest: string;
  readonly index: number;
  /** Whether the law erased it, so that it may be missing. */
  readonly mayLack: boolean;
}

/** Is an archive that releases name. */
export interface NamedArchive {
  readonly digest: string;
  readonly size: number;
}

/**
 * Holds a part of a log on its way, outside the data that are served; it is gone with the process. Leaves come first, all
 * of them, then what they name.
 */
export interface LogStage {
  /** Adds leaves, in order. Throws `TransparencyError` `leaf-malformed`, `leaf-unsupported`. */
  addLeaves(leaves: readonly { readonly index: number; readonly bytes: Uint8Array }[]): void;
  /** Lists leaves from an index on. */
  listLeaves(from: number, limit: number): readonly { readonly index: number; readonly bytes: Uint8Array }[];
  /** Lists what leaves from an index on name, in their order; `next` is the index to go on with. */
  listNamed(from: number, limit: number): { readonly named: readonly NamedBytes[]; readonly next: number | null };
  addDetail(digest: string, bytes: Uint8Array): void;
  /** Lists the archives that releases from an index on need: those that no tombstone removed. */
  listArchives(
    from: number,
    limit: number,
  ): { readonly archives: readonly NamedArchive[]; readonly next: number | null };
  addCheckpoint(checkpoint: { readonly size: number; readonly note: string }): void;
}

/** Is our own log, about to be continued from another copy. */
export interface LogContinuation {
  readonly stage: LogStage;
  /** Tells where our log stands, and the key that signs it. */
  state(): Promise<OwnLog>;
  /** Gives the root of a complete subtree of our log. */
  node(level: number, index: number): Uint8Array;
  /** Finds a detail that our log holds already. */
  findDetail(digest: string): Uint8Array | undefined;
  /** Tells whether an archive is stored whole. */
  hasArchive(archive: NamedArchive): Promise<boolean>;
  /**
   * Stores an archive as it arrives, hashing: temp file, fsync, rename.
   * Throws `StoreError` `source-damaged` for other bytes than announced, `storage-full`.
   */
  storeArchive(archive: NamedArchive, body: AsyncIterable<Uint8Array>): Promise<void>;
  /**
   * Appends the staged leaves, projects them, stores the staged checkpoints and turns writes on or off, in one transaction.
   * Gives `false`, and changes nothing, when our log has moved meanwhile.
   * Throws `StoreError` `source-damaged` when a leaf cannot be projected.
   */
  apply(from: OwnLog, writes: 'on' | 'off'): Promise<boolean>;
  close(): Promise<void>;
}

/** Is where our log stands. */
export interface OwnLog {
  readonly origin: string;
  /** Verifier key. */
  readonly key: string;
  readonly size: number;
  readonly status: 'open' | 'log-behind' | 'log-diverged' | 'log-key-missing';
}

/** Tells how a log goes on under a new name. */
export interface ForkReport {
  readonly origin: string;
  /** The new verifier key. */
  readonly key: string;
  readonly fromOrigin: string;
  readonly fromSize: number;
  /** Root of the tree that is kept, base64. */
  readonly fromRoot: string;
}

/** Takes a log out into a folder that any web server can serve as a C2SP log. */
export interface ExportTarget {
  /**
   * Makes sure that the folder is empty or holds an earlier export of the same log.
   * Throws `StoreError` `not-empty`.
   */
  claim(isOurs: (note: string) => boolean): Promise<void>;
  writeTile(tile: Tile, bytes: Uint8Array): Promise<void>;
  writeDetail(digest: string, bytes: Uint8Array): Promise<void>;
  /** Notes what the copy that is exported can know of what was signed after it. */
  writeStanding(standing: SourceStanding): Promise<void>;
  hasBlob(archive: NamedArchive): Promise<boolean>;
  writeBlob(archive: NamedArchive, body: AsyncIterable<Uint8Array>): Promise<void>;
  /** Removes details and archives that are not wanted: what the law erased must not stay in an export either. */
  prune(isWanted: { detail(digest: string): boolean; blob(digest: string): boolean }): Promise<number>;
  /** Writes all checkpoints, and last the newest, which makes the export whole. */
  finish(checkpoints: AsyncIterable<{ readonly size: number; readonly note: string }>, note: string): Promise<void>;
}
