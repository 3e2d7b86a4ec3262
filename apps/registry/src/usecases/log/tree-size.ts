import { ProblemError } from '@national-forge/api';

import type { StoredCheckpoint } from '../../ports.ts';
import type { Deps } from '../deps.ts';

/** Writes bytes as base64 (RFC 4648 §4). */
export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/**
 * Gives the checkpoint of a size that is asked for, else the newest.
 * Throws `ProblemError` `log-range` when the log has not reached it, `checkpoint-unknown` when it signed none of that size.
 */
export async function checkpointOf({ log }: Pick<Deps, 'log'>, size: number | undefined): Promise<StoredCheckpoint> {
  const newest = await log.checkpoint();
  if (size === undefined || size === newest.size) return newest;
  if (size > newest.size) throw outside(newest.size, size);
  const found = await log.checkpointAt(size);
  if (found === undefined) throw new ProblemError('checkpoint-unknown', { size: newest.size, wanted: size });
  return found;
}

/** Makes the problem of a place or a size that the log does not have. */
export const outside = (size: number, wanted: number): ProblemError => new ProblemError('log-range', { size, wanted });
