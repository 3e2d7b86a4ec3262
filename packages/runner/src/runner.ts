import type { RunLimits } from './limits.ts';
import type { RunOutcome } from './outcome.ts';
import type { Json, Program } from './program.ts';
import type { ReplayReport, RunVector } from './replay.ts';

/** Runs programs in sandboxes, one or several at a time, each run in a fresh one. */
export interface Runner {
  /** Names runner and engine, as release records keep it: `nforge-runner/1 quickjs/0.32.0`. */
  readonly version: string;
  /** Runs a program on one input. Faults of program, input and limits are outcomes; it rejects only when closed. */
  run(program: Program, input: Json, limits?: Partial<RunLimits>): Promise<RunOutcome>;
  /** Runs every vector twice and compares. */
  replay(program: Program, vectors: readonly RunVector[], options?: ReplayOptions): Promise<ReplayReport>;
  /** Ends the workers; runs under way reject with `closed`. */
  close(): Promise<void>;
}

/** Bounds a replay. */
export interface ReplayOptions {
  readonly limits?: Partial<RunLimits>;
  /** Stops after so many failed vectors; all by default. */
  readonly maxFailures?: number;
}
