/** Names a published blob. */
export interface BackupBlob {
  readonly digest: string;
  readonly size: number;
}

/** Is a state of the database on its way into a backup. */
export interface Snapshot {
  /** Every blob the state refers to. */
  readonly blobs: readonly BackupBlob[];
  readonly releases: number;
  /** Makes the state the one of the backup: fsync, rename; before it the earlier one stands. */
  finish(): Promise<void>;
  /**
   * Removes from the backup every blob that the state does not refer to, such as those that the law removed since an earlier
   * backup; gives their number. Only after `finish`: the earlier state needs them.
   */
  prune(): Promise<number>;
  /** Drops the state; the earlier one stands. */
  discard(): Promise<void>;
}

/** Writes backups of one data folder. */
export interface BackupTarget {
  /**
   * Takes a consistent state, also while servers write.
   * Throws `StoreError` `not-empty` when the folder is neither empty nor an earlier backup of the same data.
   */
  takeSnapshot(): Promise<Snapshot>;
  /**
   * Copies a blob unless it is there, hashing on the way: temp file, fsync, rename.
   * Throws `ProblemError` `blob-damaged`.
   */
  copyBlob(blob: BackupBlob): Promise<'copied' | 'present'>;
}

/** Fills a data folder from a backup. */
export interface RestoreTarget {
  /**
   * Copies the database and gives the blobs it refers to. Until `finish` no server starts on the folder.
   * Throws `StoreError` `not-empty` when the folder holds anything but an unfinished restore, `not-a-backup`, and what
   * opening a data folder throws for data of another format or of a newer program.
   */
  begin(): Promise<{ readonly blobs: readonly BackupBlob[]; readonly releases: number }>;
  /** Copies a blob, as a backup does. */
  copyBlob(blob: BackupBlob): Promise<'copied' | 'present'>;
  /** Makes the folder a data folder. */
  finish(): Promise<void>;
}
