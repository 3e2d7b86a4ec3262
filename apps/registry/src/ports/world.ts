/** Tells the time; a test may stop it. */
export interface Clock {
  /** Gives the instant now. */
  now(): Date;
}

/** Gives unpredictable bytes; only `node:crypto` implements it outside tests. */
export interface Randomness {
  /** Gives `length` random bytes. */
  bytes(length: number): Uint8Array;
}

/** Counts downloads of archives per release and day; keeps no address and no token. */
export interface Downloads {
  /** Notes one download; written later, in a batch, and lost at most for that batch if the process dies. */
  count(release: { readonly name: string; readonly version: string }, at: Date): void;
  /** Writes what was noted; called by a timer and at shutdown. */
  flush(): Promise<void>;
}
