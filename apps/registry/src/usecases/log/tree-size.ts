import { ProblemError } from '@national-forge/api';

import type { StoredCheckpoint } from '../../ports.ts';
import type { Deps } from '../deps.ts';

/** Writes bytes as base64 (RFC 4648 §4). */
export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/**
 * Gives the checkpoint of a size that is asked for, else the newest.
 * Throws `ProblemError` `log-range` when no checkpoint of that size was signed.
 */
export async function checkpointOf({ log }: Pick<Deps, 'log'>, size: number | undefined): Promise<StoredCheckpoint> {
  const newest = await log.checkpoint();
  if (size === undefined || size === newest.size) return newest;
  const found = size < newest.size ? await log.checkpointAt(size) : undefined;
  if (found === undefined) throw outside(newest.size, size);
  return found;
}

/** Makes the problem of a place or a size that the log does not have. */
export const outside = (size: number, wanted: number): ProblemError => new ProblemError('log-range', { size, wanted });
