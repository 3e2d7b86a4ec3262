/** Bounds what one run may cost, its dependencies included. */
export interface RunLimits {
  /** Milliseconds of processor time. */
  readonly cpuMs: number;
  /** Milliseconds on the clock: for what waits instead of working. */
  readonly wallMs: number;
  /** Bytes of memory of each sandbox. */
  readonly memoryBytes: number;
  /** Bytes of stack of a JavaScript program; at most 256 KiB. */
  readonly stackBytes: number;
  /** Bytes of the output, as JSON in UTF-8. */
  readonly outputBytes: number;
  /** How deep dependencies may call dependencies; 0 forbids `use`. */
  readonly depth: number;
  /** How many calls of dependencies one run may make in all. */
  readonly calls: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

/** Bounds a run when the caller says nothing. */
export const DEFAULT_RUN_LIMITS: RunLimits = {
  cpuMs: 2_000,
  wallMs: 20_000,
  memoryBytes: 64 * MiB,
  stackBytes: 256 * KiB,
  outputBytes: MiB,
  depth: 8,
  calls: 1_000,
};
