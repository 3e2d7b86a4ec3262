import { readFile, stat } from 'node:fs/promises';

import { ProblemError } from '@national-forge/api';

import type { FileSystem, WritableFile } from './file-system.ts';

/** Lets one request at a time write an upload, in all processes of this machine. */
export interface UploadLocks {
  /**
   * Runs work alone on this upload.
   * @throws ProblemError `upload-busy`
   */
  hold<T>(stem: string, digest: string, work: () => Promise<T>): Promise<T>;
}

/** Makes the locks of a folder: a set in memory for this process, a file with the process id for the others. */
export function createUploadLocks(files: FileSystem): UploadLocks {
  const held = new Set<string>();
  return {
    async hold(stem, digest, work) {
      if (held.has(stem)) throw new ProblemError('upload-busy', { digest });
      held.add(stem);
      try {
        await takeFile(files, `${stem}.lock`, digest);
        try {
          return await work();
        } finally {
          await files.remove(`${stem}.lock`);
        }
      } finally {
        held.delete(stem);
      }
    },
  };
}

async function takeFile(files: FileSystem, path: string, digest: string): Promise<void> {
  if (await tryCreate(files, path)) return;
  // A process that was killed leaves its lock behind. One with our own id is an earlier life: we hold none ourselves.
  const owner = Number(await readFile(path, 'utf8').catch(() => ''));
  const isTaken = owner === 0 ? await isYoung(path) : owner !== process.pid && isAlive(owner);
  if (isTaken) throw new ProblemError('upload-busy', { digest });
  await files.remove(path);
  if (!(await tryCreate(files, path))) throw new ProblemError('upload-busy', { digest });
}

/** How old a lock without a process id must be to be one whose maker was killed before writing it, in milliseconds. */
const UNSIGNED_FOR = 10_000;

/** Tells whether somebody is just about to write his process id into the lock; a lock that is gone is nobody's. */
async function isYoung(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs < UNSIGNED_FOR;
}

async function tryCreate(files: FileSystem, path: string): Promise<boolean> {
  try {
    const file = await files.create(path);
    await sign(file).catch(async (error: unknown) => {
      await files.remove(path);
      throw error;
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Writes whose the lock is; one that nobody could sign would keep the others waiting for nothing. */
async function sign(file: WritableFile): Promise<void> {
  await file.write(Buffer.from(String(process.pid))).finally(() => file.close());
}

function isAlive(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
