import type { Blobs, Clock } from '../ports.ts';

/** Milliseconds for which uploads that nobody refers to are kept. */
const KEPT = 24 * 60 * 60_000;

/**
 * Removes uploads of which nobody made a release for a day, and at once what a commit let go of because the law removed it.
 */
export function collectUnused({
  blobs,
  clock,
}: {
  readonly blobs: Pick<Blobs, 'collect'>;
  readonly clock: Clock;
}): ReturnType<Blobs['collect']> {
  return blobs.collect(new Date(clock.now().getTime() - KEPT));
}
