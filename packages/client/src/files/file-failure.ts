import { ClientError } from '../client-error.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const FORBIDDEN = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EISDIR',
  'ENOENT',
  'EEXIST',
  'EMFILE',
  'EIO',
  'ELOOP',
]);

/**
 * Makes a rejection handler that turns what the disk refuses into a ClientError that names the path; everything else
 * passes as it is.
 *
 * @example await mkdir(folder).catch(fileFailure(folder));
 */
export function fileFailure(path: string): (error: unknown) => never {
  return (error) => {
    const code = codeOf(error);
    if (code !== undefined && FULL.has(code)) throw new ClientError('disk-full', { params: { path }, cause: error });
    if (code !== undefined && FORBIDDEN.has(code)) {
      throw new ClientError('file-access', { params: { path, reason: code }, cause: error });
    }
    throw error;
  };
}

/** Tells whether an error says that a file is absent. */
export function isAbsent(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

/** Tells the code of a system error. */
export function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
