import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { releaseDigest, type FileEntry } from '@national-forge/archive';
import * as z from 'zod';

const shape = z.array(z.object({ path: z.string(), size: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }));

/** Names the file that lists the files of an installed release, below forge_modules. */
export function fileListPath(root: string, digest: string): string {
  return join(root, '.files', `${digest.slice('sha256:'.length)}.json`);
}

/** Writes the list of a release's files. */
export function formatFileList(files: readonly FileEntry[]): string {
  return `${JSON.stringify(files)}\n`;
}

/** Reads the list of a release's files; undefined when it is absent or does not prove the release digest. */
export async function readFileList(root: string, digest: string): Promise<readonly FileEntry[] | undefined> {
  try {
    const files = shape.parse(JSON.parse(await readFile(fileListPath(root, digest), 'utf8')));
    return releaseDigest(files) === digest ? files : undefined;
  } catch {
    return undefined;
  }
}
