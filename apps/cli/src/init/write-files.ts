import { lstat, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { EXIT } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import type { ScaffoldFile } from './scaffold.ts';

/** Tells whether anything, even a broken link, has a path. */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Writes files into a folder: all of them or none, and never over one that is there.
 *
 * @throws UsageError (exit 7) that lists the files in the way
 */
export async function writeFiles(folder: string, files: readonly ScaffoldFile[]): Promise<void> {
  const taken: string[] = [];
  for (const { path } of files) if (await exists(join(folder, path))) taken.push(path);
  if (taken.length > 0) throw inTheWay(taken);
  const written: string[] = [];
  try {
    for (const { path, content } of files) {
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      // `wx`: what appeared since the look above is not overwritten either.
      await writeFile(target, content, { flag: 'wx' });
      written.push(target);
    }
  } catch (error) {
    await Promise.all(written.map((target) => rm(target, { force: true })));
    const { code, path } = error as NodeJS.ErrnoException;
    throw code === 'EEXIST' ? inTheWay([path ?? folder]) : error;
  }
}

function inTheWay(files: readonly string[]): UsageError {
  return new UsageError('init.exists', { files: files.join(', ') }, { exit: EXIT.conflict, hint: 'init.existsHint' });
}
