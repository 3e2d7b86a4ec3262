import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { fileFailure, isAbsent } from '../files/file-failure.ts';

/** Use is noted this often, which is often enough for a cache that is cleared by days. */
const NOTED_MS = 3_600_000;

/** Reads a small file of the cache and notes that it was used; undefined when it is not there. Nothing in it is believed. */
export async function readCached(path: string): Promise<Buffer | undefined> {
  const file = await open(path).catch((error: unknown) => (isAbsent(error) ? undefined : fileFailure(path)(error)));
  if (file === undefined) return undefined;
  try {
    const { mtimeMs } = await file.stat();
    const now = new Date();
    // A read-only cache works too; it only forgets what was used.
    if (now.getTime() - mtimeMs > NOTED_MS) await file.utimes(now, now).catch(() => undefined);
    return await file.readFile();
  } catch (error) {
    return fileFailure(path)(error);
  } finally {
    await file.close();
  }
}

/**
 * Keeps a small file in the cache. It takes its place by a rename; a torn one after a power cut proves nothing and is fetched
 * again.
 */
export async function writeCached(path: string, bytes: Uint8Array): Promise<void> {
  const fresh = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch(fileFailure(dirname(path)));
  try {
    await writeFile(fresh, bytes);
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    fileFailure(path)(error);
  }
}
