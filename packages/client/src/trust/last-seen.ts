import type { KnownLog } from './known-log.ts';
import { findOrigin, readKnownLog } from './trust-folder.ts';

/**
 * Finds what is known of the log of a registry by the address under which it was used; undefined when it never was. Its
 * `checkpoint` goes with writes, so that a registry that was set back learns of it.
 * @throws ClientError `trust-invalid`, `file-access`
 */
export async function findKnownLog(folder: string, registry: string): Promise<KnownLog | undefined> {
  const origin = await findOrigin(folder, registry);
  return origin === undefined ? undefined : readKnownLog(folder, origin);
}
