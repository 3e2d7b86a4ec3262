import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';

import { replaceVersion } from './replace-version.ts';
import { UsageError } from '../usage-error.ts';
import { EXIT } from '../io.ts';

/**
 * Writes another version into a manifest, whole or not at all; nothing else in it changes.
 * @throws UsageError where it has no version of its own to replace
 */
export async function writeVersion(path: string, version: string): Promise<void> {
  // A link stays one, and what it leads to is written.
  const file = await realpath(path);
  const source = await readFile(file, 'utf8');
  const replaced = replaceVersion(source, version);
  if (replaced === undefined) throw new UsageError('bump.noVersion', { file: path }, { exit: EXIT.failure });
  const { mode } = await stat(file);
  const fresh = `${file}.${String(process.pid)}.new`;
  try {
    await writeFile(fresh, replaced, { mode: mode & 0o777, flag: 'wx' });
    await rename(fresh, file);
  } finally {
    await rm(fresh, { force: true });
  }
}
