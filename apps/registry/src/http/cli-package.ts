import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';

import type { Content } from './reply/reply.ts';

/** Is the command line tool as one file for plain npm. */
export interface CliPackage {
  readonly file: string;
  readonly version: string;
  readonly content: Omit<Content, 'headers'>;
}

/**
 * Reads `nforge-VERSION.tgz`; kept in memory, some megabytes, so that what is served is what was hashed.
 * Throws the error of the file system, and `TypeError` for another name.
 */
export async function readCliPackage(path: string): Promise<CliPackage> {
  const file = basename(path);
  const version = /^nforge-(\d+\.\d+\.\d+[\w.-]*)\.tgz$/.exec(file)?.[1];
  if (version === undefined) throw new TypeError(`${file} is not named nforge-VERSION.tgz`);
  const bytes = await readFile(path);
  const content: CliPackage['content'] = {
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    mediaType: 'application/gzip',
    open: (range) =>
      Readable.from([bytes.subarray(range?.start ?? 0, range?.end ?? bytes.length)], { objectMode: false }),
  };
  return { file, version, content };
}
