import { constants, copyFile, link, open, rm, type FileHandle } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

import { ClientError } from '../client-error.ts';
import { codeOf, fileFailure, isAbsent } from '../files/file-failure.ts';
import { syncFolder } from '../files/sync-folder.ts';

/** Bounds what is read as a key, in bytes; the largest key of ours, ML-DSA-44 encrypted, takes 6 kB. */
export const KEY_FILE_LIMIT = 65_536;

// Windows has no such flag.
const OPEN_FLAGS = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/**
 * Reads a file that only its owner may read. What is judged is what was opened, so nobody can swap it in between; a pipe
 * or a device is refused, as it could keep its reader waiting for ever.
 * @throws ClientError `key-missing`, `key-permissions`, `key-file-invalid` (`not-a-file`, `too-large`), `file-access`
 */
export async function readPrivateFile(path: string): Promise<string> {
  const handle = await open(path, OPEN_FLAGS).catch((error: unknown) => {
    if (isAbsent(error)) throw new ClientError('key-missing', { params: { key: path, folder: dirname(path) } });
    return fileFailure(path)(error);
  });
  try {
    const { mode, size } = await assertFile(handle, path);
    assertPrivate(path, mode, 'file');
    if (size > KEY_FILE_LIMIT) throw invalidKey(path, 'too-large');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(KEY_FILE_LIMIT + 1), 0, KEY_FILE_LIMIT + 1, 0);
    if (bytesRead > KEY_FILE_LIMIT) throw invalidKey(path, 'too-large');
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await handle.close();
  }
}

async function assertFile(handle: FileHandle, path: string): Promise<{ readonly mode: number; readonly size: number }> {
  const stats = await handle.stat().catch(fileFailure(path));
  if (!stats.isFile()) throw invalidKey(path, 'not-a-file');
  return stats;
}

/** Makes the error of a key that cannot be used; it never quotes what is in the key. */
export function invalidKey(path: string, reason: string, cause?: unknown): ClientError {
  return new ClientError('key-file-invalid', { params: { path, reason }, cause });
}

/**
 * Asserts that group and others have no rights; Windows has other means, of which these bits say nothing.
 * @throws ClientError `key-permissions` with the command that mends it
 */
export function assertPrivate(path: string, mode: number, what: 'file' | 'folder'): void {
  if (process.platform === 'win32' || (mode & 0o077) === 0) return;
  const found = (mode & 0o777).toString(8).padStart(4, '0');
  const wanted = what === 'folder' ? '700' : '600';
  throw new ClientError('key-permissions', {
    params: { path, mode: found, command: `chmod ${wanted} ${quoted(path)}`, what },
  });
}

/** Quotes a path for a POSIX shell, as people copy the command. */
function quoted(path: string): string {
  return /^[A-Za-z0-9_./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * Writes a new file for its owner alone: whole or not at all, and never over another.
 * @throws ClientError `key-exists`, `disk-full`, `file-access`
 */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const folder = dirname(path);
  const fresh = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeThrough(fresh, text);
    await place(fresh, path);
    await syncFolder(folder);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new ClientError('key-exists', { params: { path }, cause: error });
    fileFailure(path)(error);
  } finally {
    await rm(fresh, { force: true });
  }
}

async function writeThrough(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']);

/** A rename would replace what is there; a link does not. Where there are no links, the name is taken before the bytes come. */
async function place(fresh: string, path: string): Promise<void> {
  try {
    await link(fresh, path);
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error) ?? '')) throw error;
    await copyFile(fresh, path, constants.COPYFILE_EXCL);
  }
}
