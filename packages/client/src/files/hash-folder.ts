import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { releaseDigest, type FileEntry } from '@national-forge/archive';

import { eachLimited } from '../limit.ts';
import { fileFailure, isAbsent } from './file-failure.ts';

/** Is what a folder really holds. */
export interface FolderContent {
  readonly files: readonly FileEntry[];
  /** Paths of links, devices and whatever else no release contains. */
  readonly strange: readonly string[];
  /** The release digest of the files, undefined when there are none or something strange lies among them. */
  readonly digest: string | undefined;
}

const PARALLEL = 16;

/**
 * Hashes everything in a folder, following no link; undefined when there is no such folder (a link to one is none).
 * Nothing is left out: a hidden file in an installed release is a change of it.
 * @throws ClientError `file-access`
 */
export async function hashFolder(folder: string): Promise<FolderContent | undefined> {
  const found = await list(folder, '');
  if (found === undefined) return undefined;
  const files = await eachLimited(found.files, PARALLEL, (path) => hashFile(folder, path));
  const sound = found.strange.length === 0 && files.length > 0;
  return { files, strange: found.strange, digest: sound ? digestOrNone(files) : undefined };
}

interface Listing {
  readonly files: string[];
  readonly strange: string[];
}

async function list(root: string, prefix: string): Promise<Listing | undefined> {
  const folder = join(root, prefix);
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (prefix === '' && isAbsent(error)) return undefined;
    return fileFailure(folder)(error);
  }
  const listing: Listing = { files: [], strange: [] };
  for (const entry of entries) {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isFile()) listing.files.push(path);
    else if (entry.isDirectory()) {
      const below = await list(root, path);
      listing.files.push(...(below?.files ?? []));
      listing.strange.push(...(below?.strange ?? []));
    } else listing.strange.push(path);
  }
  return listing;
}

async function hashFile(folder: string, path: string): Promise<FileEntry> {
  const hash = createHash('sha256');
  let size = 0;
  const file = join(folder, path);
  try {
    for await (const chunk of createReadStream(file)) {
      hash.update(chunk as Buffer);
      size += (chunk as Buffer).length;
    }
  } catch (error) {
    fileFailure(file)(error);
  }
  // Some file systems give names in form D; releases have them in form C.
  return { path: path.normalize('NFC'), size, sha256: hash.digest('hex') };
}

/** A name with a line feed has no place in a digest: such a folder is changed, and that is all there is to say. */
function digestOrNone(files: readonly FileEntry[]): string | undefined {
  try {
    return releaseDigest(files);
  } catch {
    return undefined;
  }
}
