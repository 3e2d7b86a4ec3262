import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Says what a process that was killed may have left. */
export interface Leftovers {
  readonly isLeftover: (name: string) => boolean;
  /** Younger ones may be somebody's who is at work, in milliseconds; default: there can be nobody. */
  readonly olderThanMs?: number;
}

/** Removes what processes that were killed left in a folder; what cannot be removed waits for the next time. */
export async function sweepLeftovers(folder: string, { isLeftover, olderThanMs = 0 }: Leftovers): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const path of names.filter(isLeftover).map((name) => join(folder, name))) {
    const found = await stat(path).catch(() => undefined);
    const isOld = found !== undefined && Date.now() - found.mtimeMs >= olderThanMs;
    if (isOld) await rm(path, { force: true }).catch(() => undefined);
  }
}
