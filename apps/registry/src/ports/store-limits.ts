/** Bounds what a data folder takes of memory and disk. */
export interface StoreLimits {
  /** Bytes of rendered documents held in memory. */
  readonly documentMemoryBytes: number;
  /** Bytes of small files of archives held in memory. */
  readonly fileMemoryBytes: number;
  /** Bytes of one blob. */
  readonly blobBytes: number;
  /** Bytes of unpublished uploads of one token. */
  readonly quotaBytes: number;
  /** Bytes of all other forms of archives. */
  readonly derivedBytes: number;
}
