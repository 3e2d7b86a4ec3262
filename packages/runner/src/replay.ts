import type { Tolerance } from './match.ts';
import type { RunFaultCode } from './outcome.ts';
import type { Json } from './program.ts';

/** Is an input with the output that is expected of it. */
export interface RunVector {
  readonly name: string;
  readonly input: Json;
  readonly output: Json;
  readonly tolerance?: Tolerance;
}

/** Says which vector failed, and how. */
export interface VectorFailure {
  readonly name: string;
  /** `differs` from what is expected, `not-deterministic` when two fresh runs differ, or why it gave no output. */
  readonly code: 'differs' | 'not-deterministic' | RunFaultCode;
  readonly input: Json;
  readonly expected: Json;
  readonly actual?: Json;
  /** JSON Pointer of the first difference, or of what does not fit the contract. */
  readonly pointer?: string;
  readonly message: string;
}

/** Reports what vectors gave. */
export interface ReplayReport {
  /** The runner that did it: `nforge-runner/1 quickjs/0.32.0`. */
  readonly runner: string;
  readonly total: number;
  readonly failed: readonly VectorFailure[];
}
