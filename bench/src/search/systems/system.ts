import type { MeasuredRecord } from '@national-forge/registry/bench';

/** Is one search under measurement. */
export interface SearchSystem {
  /** Gives the ids of the best records, best first, at most `limit`. Any text is a query. */
  search(text: string, limit: number): readonly string[];
  close(): void;
}

/** Says how a system is opened on records. */
export interface SystemOptions {
  readonly records: Iterable<MeasuredRecord>;
  /** A file that the system may make; it does not exist yet. */
  readonly file: string;
}

/** Opens a system with all records in it. */
export type OpenSystem = (options: SystemOptions) => SearchSystem;
