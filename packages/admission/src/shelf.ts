import type { FileEntry } from '@national-forge/archive';
import { MANIFEST_FILE } from '@national-forge/manifest';

import { errorAt, type Finding } from './finding.ts';
import { readJson, type JsonFile } from './json/index.ts';
import { isNeeded, READ_LIMITS, type ReleaseFiles } from './release-files.ts';

/** Hands out the files that a manifest names; tells once what is wrong with each. */
export interface Shelf {
  readonly files: readonly FileEntry[];
  /** Reads the bytes of a file that the manifest names at a pointer. */
  bytes(path: string, pointer: string): Promise<Taken<Uint8Array>>;
  /** Reads a JSON file that the manifest names at a pointer. */
  json(path: string, pointer: string): Promise<Taken<JsonFile>>;
  /** Gives a JSON file that was read before. */
  opened(path: string): Promise<JsonFile | undefined>;
}

/** Is a file, or nothing and why (said only the first time). */
export interface Taken<T> {
  readonly file?: T;
  readonly findings: readonly Finding[];
}

/** Opens a shelf over the files of a release. */
export function openShelf(release: ReleaseFiles): Shelf {
  const entries = new Map(release.files.map((entry) => [entry.path, entry]));
  const read = new Map<string, Promise<Taken<JsonFile>>>();
  const bytes = async (path: string, pointer: string): Promise<Taken<Uint8Array>> => {
    const entry = entries.get(path);
    if (entry === undefined) {
      return { findings: [errorAt('file-missing', { file: MANIFEST_FILE, pointer }, { file: path })] };
    }
    const file = isNeeded(path, entry.size) ? await release.read(path) : undefined;
    return file === undefined ? { findings: [tooLarge(entry)] } : { file, findings: [] };
  };
  const readOnce = async (path: string, pointer: string): Promise<Taken<JsonFile>> => {
    const { file, findings } = await bytes(path, pointer);
    if (file === undefined) return { findings };
    const result = readJson(path, file);
    return result.ok ? { file: result.json, findings: [] } : { findings: result.findings };
  };
  const json = async (path: string, pointer: string): Promise<Taken<JsonFile>> => {
    const before = read.get(path);
    if (before !== undefined) return { ...(await before), findings: [] };
    const taken = readOnce(path, pointer);
    read.set(path, taken);
    return taken;
  };
  const opened = async (path: string): Promise<JsonFile | undefined> => (await read.get(path))?.file;
  return { files: release.files, bytes, json, opened };
}

/** Tells that a file is larger than the checks read. */
export const tooLarge = ({ path, size }: FileEntry): Finding =>
  errorAt('file-too-large', { file: path }, { size, limit: READ_LIMITS.fileBytes });

/** Tells when the files that could be needed are too large together: a server keeps them all in memory. */
export function overflow({ files }: ReleaseFiles): readonly Finding[] {
  const size = files.reduce((sum, entry) => (isNeeded(entry.path, entry.size) ? sum + entry.size : sum), 0);
  const limit = READ_LIMITS.totalBytes;
  return size > limit ? [errorAt('files-too-large', {}, { size, limit })] : [];
}
