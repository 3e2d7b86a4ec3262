/** Says how much is measured. */
export interface Scale {
  readonly name: 'full' | 'quick' | 'tiny';
  /** Versions of one algorithm or package whose metadata is read. */
  readonly versions: readonly number[];
  /** Repetitions of each comparison; medians are taken over them. */
  readonly rounds: number;
  /** Requests a round to a server whose cost does not depend on the number of versions. */
  readonly requests: number;
  /** Publishes, one after the other. */
  readonly publishes: number;
  /** Releases in the data folders that a server starts on. */
  readonly stored: readonly number[];
  /** Starts of each server. */
  readonly starts: number;
  /** Milliseconds without a request before a server counts as idle. */
  readonly idleMs: number;
  /** Requests under which memory is watched. */
  readonly memoryRequests: number;
  /** Leaves of the logs that are proved, from the shortest to the longest. */
  readonly leaves: readonly number[];
  /** Releases that one project installs. */
  readonly installed: readonly number[];
  /** Pairs of schemas of each kind that are compared. */
  readonly comparisons: number;
  /** Most queries of the collection that search is asked. */
  readonly queries: number;
  /** Records that search is measured on, from the fewest to the most. */
  readonly records: readonly number[];
  /** Most records that MiniSearch is given, which holds them in memory. */
  readonly recordsInMemory: number;
  /** Queries of each class that each of these sizes is asked in a round. */
  readonly searches: number;
  /** Divides the size of the trees that are packed. */
  readonly shrinkTrees: number;
}

const FULL: Scale = {
  ...{ name: 'full', versions: [1, 100, 1000], rounds: 15, requests: 3000 },
  ...{ publishes: 200, stored: [0, 1000, 10_000], starts: 15, idleMs: 5000, memoryRequests: 60_000, shrinkTrees: 1 },
  ...{ leaves: [1000, 100_000, 1_000_000], installed: [1, 100], comparisons: 500 },
  ...{ queries: Infinity, records: [10_000, 100_000, 1_000_000], recordsInMemory: 100_000, searches: 100 },
};

const QUICK: Scale = {
  ...{ name: 'quick', versions: [1, 100, 1000], rounds: 5, requests: 1500 },
  ...{ publishes: 40, stored: [0, 1000], starts: 5, idleMs: 2000, memoryRequests: 15_000, shrinkTrees: 4 },
  ...{ leaves: [1000, 10_000, 100_000], installed: [1, 100], comparisons: 100 },
  ...{ queries: Infinity, records: [1000, 10_000], recordsInMemory: 10_000, searches: 50 },
};

const TINY: Scale = {
  ...{ name: 'tiny', versions: [1, 3], rounds: 1, requests: 40 },
  ...{ publishes: 8, stored: [0, 3], starts: 1, idleMs: 50, memoryRequests: 100, shrinkTrees: 100 },
  ...{ leaves: [300, 600], installed: [1, 3], comparisons: 5 },
  ...{ queries: 30, records: [60], recordsInMemory: 60, searches: 5 },
};

/** Lists the scales: `full` for the record, `quick` while working, `tiny` to prove that everything runs. */
export const SCALES = Object.freeze({ full: FULL, quick: QUICK, tiny: TINY });
