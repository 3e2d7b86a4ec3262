import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { fileFailure } from './file-failure.ts';

/** Says how a file is replaced. */
export interface AtomicOptions {
  /** Permissions; default: those that the system gives new files. */
  readonly mode?: number;
  /** Runs when all is written and nothing replaced yet; what it throws leaves the old text in its place. */
  readonly ready?: () => Promise<void>;
}

/**
 * Writes a file so that a reader, and a machine that loses power, finds the old text or the new one, never a part.
 * @throws ClientError `disk-full`, `file-access`
 */
export async function writeAtomic(path: string, text: string, { mode, ready }: AtomicOptions = {}): Promise<void> {
  const fresh = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(fresh, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await ready?.();
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    fileFailure(path)(error);
  }
}
