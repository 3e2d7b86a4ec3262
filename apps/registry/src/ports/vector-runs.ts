import type { Json, Program, RunVector, VectorFailure } from '@national-forge/runner';

/** Is a program with the vectors that it is to keep. */
export interface VectorTask {
  readonly program: Program;
  readonly vectors: readonly RunVector[];
}

/** Is a vector that failed, by its place in the task. */
export interface FailedRun {
  readonly index: number;
  readonly code: VectorFailure['code'];
  /** What came instead, where it is small enough to be shown. */
  readonly actual?: Json;
  /** JSON Pointer in output or input. */
  readonly pointer?: string;
  /** In English. */
  readonly message: string;
}

/**
 * Says how a task ended: every vector was run; enough had failed; the processor time of the task was used up; the worker
 * did not answer in time, or died, also the second time.
 */
type RunsEnd = 'complete' | 'failures' | 'budget' | 'deadline' | 'crashed';

/** Reports what the vectors of a task gave. */
export interface VectorReport {
  /** Runner and engine, as the release record keeps them. */
  readonly runner: string;
  readonly ended: RunsEnd;
  /** Vectors of the task. */
  readonly total: number;
  /** In the order of the task. */
  readonly failed: readonly FailedRun[];
}

/** Is what may be asked of a worker in the turn of a publisher. */
export interface VectorTurn {
  /**
   * Runs every vector of a task, each in a fresh sandbox, twice. Whatever the program does is in the report; what this
   * machine has no sandbox for fails with `engine-missing`. Throws `ProblemError` `shutting-down`.
   */
  run(task: VectorTask): Promise<VectorReport>;
}

/** Says what is being done now, for who waits and for the metrics. */
interface VectorRunsState {
  readonly waiting: number;
  readonly running: number;
  readonly workers: number;
}

/**
 * Does what releases could make slow away from the server that answers requests, in turns that are fair to publishers. What
 * a turn holds in memory is held as often as there are workers, however much waits.
 */
export interface VectorRuns {
  /** Bounds that a refusal tells. */
  readonly limits: { readonly taskSeconds: number };
  /**
   * Waits for the turn of a publisher, then acts. Within one there must be no wait for another: it might never come.
   * Throws `ProblemError` `busy` when too much of the publisher waits, `shutting-down` at the end of the server, and what
   * `act` throws.
   */
  inTurn<T>(publisher: string, act: (turn: VectorTurn) => Promise<T>): Promise<T>;
  /** Tells how much is being done. */
  readonly state: () => VectorRunsState;
  /** Ends it all: what waits or runs fails with `shutting-down`, and so does what comes later. */
  close(): Promise<void>;
}

/** Tells whether a program is written in Python, or calls one that is. */
export function callsPython(program: Program): boolean {
  const seen = new Set<Program>();
  const calls = (one: Program): boolean => {
    if (seen.has(one)) return false;
    seen.add(one);
    return one.engine === 'python' || Object.values(one.dependencies).some(calls);
  };
  return calls(program);
}
