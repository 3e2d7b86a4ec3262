import { readFile } from 'node:fs/promises';

import { ProblemError } from '@national-forge/api';

import type { FileSystem } from './file-system.ts';

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
  if (owner !== process.pid && isAlive(owner)) throw new ProblemError('upload-busy', { digest });
  await files.remove(path);
  if (!(await tryCreate(files, path))) throw new ProblemError('upload-busy', { digest });
}

async function tryCreate(files: FileSystem, path: string): Promise<boolean> {
  try {
    const file = await files.create(path);
    await file.write(Buffer.from(String(process.pid))).finally(() => file.close());
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
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
