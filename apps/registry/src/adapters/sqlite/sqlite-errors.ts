import { ProblemError } from '@national-forge/api';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

// Writing the log of a full file system fails as FULL or as a failed write, growing the shared memory as SHMSIZE.
const FULL = /^(SQLITE_FULL|SQLITE_IOERR_(WRITE|SHMSIZE|FSYNC|DIR_FSYNC)|ENOSPC|EDQUOT)$/;

/** Tells whether another process holds the write lock. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));
}

/** Tells whether there was no room to write. */
export function isStorageFull(error: unknown): boolean {
  return FULL.test(codeOf(error));
}

/** Tells whether the file is no database or a torn one. */
export function isDamaged(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error));
}

/** Tells whether a table is torn, or not there as this program knows it. */
export function isUnreadable(error: unknown): boolean {
  return isDamaged(error) || codeOf(error) === 'SQLITE_ERROR';
}

/** Tells whether the file or its folder cannot be written or opened. */
export function isUnwritable(error: unknown): boolean {
  return /^(SQLITE_(READONLY|CANTOPEN|PERM)|EACCES|EROFS|EPERM)/.test(codeOf(error));
}

/** Turns an error of the database into the problem that the user is told; others stay as they are. */
export function asProblem(error: unknown): unknown {
  if (isStorageFull(error)) return new ProblemError('storage-full', {}, { cause: error });
  if (isBusy(error)) return new ProblemError('busy', { retryAfter: 1 }, { cause: error });
  return error;
}
