import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { StoreError } from '../ports.ts';

/** The format of the stored data. Format 0 was that of a preview: it has no log, and none can be made afterwards. */
export const DATA_FORMAT = 1;

/** Names the file that says what the folder is. */
const FORMAT_FILE = 'FORMAT';

/** Names the database in a data folder. */
export const DATABASE_FILE = 'registry.db';

/** Names the file of the log's private key: PKCS #8 PEM, readable by its owner alone, in no backup unless asked. */
export const LOG_KEY_FILE = 'log.key';

/** Names the file that stands in a folder while a restore is not finished. */
export const RESTORING_FILE = 'RESTORING';

const FOLDERS = ['blobs', 'uploads', 'derived'] as const;

/**
 * Makes sure that a folder is a data folder of this format, creating it when it is missing or empty.
 *
 * `FORMAT` is one JSON object, `{"format":1,"createdBy":"nforge-registry 0.1.0"}`, written last, so that a folder
 * with other things and without it is none of ours.
 *
 * @returns whether it was made now
 * @throws StoreError `not-a-data-folder`, `format-newer`, `format-preview`, `format-unknown`, `not-writable`, `incomplete`
 */
export function prepareDataFolder(
  folder: string,
  options: { readonly create: boolean; readonly by: string },
): { readonly isNew: boolean } {
  try {
    // For its owner alone: token hashes lie in it.
    if (options.create) makeFolder(resolve(folder));
    assertComplete(folder);
    const isNew = !existsSync(join(folder, FORMAT_FILE));
    if (isNew) createHere(folder, options);
    assertFormat(folder);
    accessSync(folder, constants.R_OK | constants.W_OK);
    for (const name of FOLDERS) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
    return { isNew };
  } catch (error) {
    throw asFolderError(error, folder);
  }
}

/**
 * Makes a folder for its owner alone, and those above it. Not by `recursive: true`: where the system takes no folders
 * (`/proc/x`), Node 24 asks it again for ever.
 * @throws StoreError `not-writable`; errors of the file system
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const above = dirname(path);
  makeFolder(above);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new StoreError('not-writable', `no folder can be made in ${above}`, { cause: error });
  }
}

function assertComplete(folder: string): void {
  if (!existsSync(join(folder, RESTORING_FILE))) return;
  throw new StoreError('incomplete', `a restore into ${folder} did not finish: run it again`);
}

function createHere(folder: string, { create, by }: { readonly create: boolean; readonly by: string }): void {
  const names = readdirSync(folder).filter((name) => !name.startsWith('.') && name !== 'lost+found');
  // A first start that was killed leaves only these.
  const files = [DATABASE_FILE, `${DATABASE_FILE}-wal`, `${DATABASE_FILE}-shm`, LOG_KEY_FILE];
  const known = new Set<string>([...FOLDERS, ...files]);
  if (!create || names.some((name) => !known.has(name))) {
    throw new StoreError('not-a-data-folder', `${folder} holds no registry data (it has no file ${FORMAT_FILE})`);
  }
  writeFormat(folder, by);
}

/** Writes the file that makes a folder a data folder. */
export function writeFormat(folder: string, by: string): void {
  writeJson(folder, FORMAT_FILE, { format: DATA_FORMAT, createdBy: by });
}

/** Writes a small JSON file whole or not at all. */
export function writeJson(folder: string, name: string, value: object): void {
  writePrivate(folder, name, `${JSON.stringify(value)}\n`);
}

/** Writes a small file for its owner alone, whole or not at all: temp file, fsync, rename, fsync of the folder. */
export function writePrivate(folder: string, name: string, text: string): void {
  const temporary = join(folder, `.${name}.${process.pid}.tmp`);
  const file = openSync(temporary, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, join(folder, name));
  syncPath(folder);
}

/** Waits until a file, or the names in a folder, are on the disk. */
export function syncPath(path: string): void {
  // Windows opens no folder, and no read-only file to sync it.
  if (process.platform === 'win32') return;
  const opened = openSync(path, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

/**
 * Asserts that a folder holds data of this format.
 * @throws StoreError `not-a-data-folder`, `format-newer`, `format-preview`, `format-unknown`
 */
export function assertFormat(folder: string): void {
  const path = join(folder, FORMAT_FILE);
  if (!existsSync(path)) {
    throw new StoreError('not-a-data-folder', `${folder} holds no registry data (it has no file ${FORMAT_FILE})`);
  }
  const format = readFormat(path);
  if (format === DATA_FORMAT) return;
  throw otherFormat(folder, format) ?? unknownFormat(path);
}

/** Says what is to be done about data of another format; `undefined` if it is none. */
export function otherFormat(folder: string, format: unknown): StoreError | undefined {
  if (format === 0) {
    const message = `${folder} was made by a preview of nforge-registry, whose data have no log: start with a new data folder and publish again`;
    return new StoreError('format-preview', message);
  }
  if (typeof format !== 'number' || !Number.isInteger(format) || format < DATA_FORMAT) return undefined;
  const message = `${folder} has the data format ${format}, made by a newer nforge-registry; this one reads ${DATA_FORMAT}`;
  return new StoreError('format-newer', message);
}

const unknownFormat = (path: string): StoreError =>
  new StoreError('format-unknown', `${path} does not say a format that nforge-registry knows`);

function readFormat(path: string): unknown {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { format?: unknown } | null)?.format;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Turns an error of the file system into one for the operator. */
export function asFolderError(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const cause = { cause: error };
  if (/^(EACCES|EPERM|EROFS)$/.test(code)) return new StoreError('not-writable', `${folder} cannot be written`, cause);
  if (/^(ENOTDIR|EEXIST)$/.test(code)) return new StoreError('not-a-data-folder', `${folder} is no folder`, cause);
  if (code === 'ENOENT') return new StoreError('not-a-data-folder', `${folder} does not exist`, cause);
  if (/^(ENOSPC|EDQUOT)$/.test(code)) return new StoreError('storage-full', `there is no room in ${folder}`, cause);
  return error;
}
