import type { ReplayReport } from '@national-forge/runner';

/** Is what the vectors of one algorithm gave. */
export interface VectorResult {
  /** What the person named. */
  readonly target: string;
  readonly name: string;
  readonly version: string;
  /** Names of all vectors, in their order. */
  readonly vectors: readonly string[];
  /** Undefined where there is nothing to run: engine `none`. */
  readonly report: ReplayReport | undefined;
  readonly milliseconds: number;
}

/** Tells whether an algorithm could not be run at all on this computer, so that nothing is known of its vectors. */
export function isUnable({ report }: VectorResult): boolean {
  const failed = report?.failed ?? [];
  return failed.length > 0 && failed.every(({ code }) => code === 'engine-missing');
}
