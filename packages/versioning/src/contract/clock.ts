import { VersioningError } from '../error.ts';

/** Bounds the time of a comparison. It ends with an error then and has no verdict: that would differ between machines. */
export interface ComparisonLimits {
  /** 2,000 by default. */
  readonly milliseconds?: number;
  /** Tells the time in milliseconds, from any beginning. */
  readonly now?: () => number;
}

/**
 * Starts a clock; what is returned looks at it.
 * @throws VersioningError `comparison-timeout` from what is returned
 */
export function startClock({ milliseconds = 2_000, now = () => performance.now() }: ComparisonLimits): () => void {
  const end = now() + milliseconds;
  return () => {
    if (now() > end) {
      const params = { seconds: milliseconds / 1000 };
      throw new VersioningError('comparison-timeout', `no verdict within ${String(milliseconds)} ms`, { params });
    }
  };
}
