import type { AuditCounts, Damage } from './audit.ts';
import type { BackupBlob } from './backups.ts';
import type { LogStage, NamedArchive } from './log-source.ts';

/** Tells how many rows of a private table were taken over as they are. */
export interface PrivateRows {
  readonly table: string;
  readonly holds: string;
  readonly rows: number;
  /** Whether backups hold them; else they are nowhere but here. */
  readonly inBackups: boolean;
}

/**
 * Makes the views of a registry again in a new database, beside the one that serves. Nothing is judged again but
 * signatures. Until `finish` the old database stands, whatever happens.
 */
export interface RebuildTarget {
  /**
   * Checks the log and projects all of it; gives what was made. Damaged nodes of the tree are told and made again.
   * Throws `StoreError` `damaged` when anything else of the log is: it cannot be made from itself.
   */
  project(found: (damage: Damage) => void): Promise<AuditCounts>;
  /** Takes over the tables that stand in no log. */
  copyPrivate(): Promise<readonly PrivateRows[]>;
  /** Lists the archives that can be read after it, by digest, after `after`. */
  listBlobs(after: string, limit: number): Promise<readonly BackupBlob[]>;
  /** Hashes an archive and notes its chunks; tells what is wrong with it. */
  checkBlob(blob: BackupBlob): Promise<Damage | undefined>;
  /** Compares every row, document and archive that follows from the log with what was there; tells every difference. */
  compareOld(found: (damage: Damage) => void): Promise<void>;
  /** Puts the new database in the place of the old one: fsync, rename. */
  finish(): Promise<void>;
  /** Drops the new database, unless it was put in its place. */
  close(): Promise<void>;
}

/** Makes a data folder of another copy of a log. */
export interface CopyTarget {
  readonly stage: LogStage;
  /**
   * Takes the folder: until it is finished no server starts on it.
   * Throws `StoreError` `not-empty` when it holds more than archives and the key of the log.
   */
  claim(): Promise<void>;
  hasArchive(archive: NamedArchive): Promise<boolean>;
  storeArchive(archive: NamedArchive, body: AsyncIterable<Uint8Array>): Promise<void>;
  /** Begins to make the views of what was staged. */
  begin(): RebuildTarget;
  /** Gives the verifier key of the log that was made. */
  key(): Promise<string>;
  close(): Promise<void>;
}
