import { ProblemError } from '@national-forge/api';

/** Gives an error as it is to be thrown; that of a full disk as the problem the user is told. */
export function asStorageProblem(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  return full ? new ProblemError('storage-full', {}, { cause: error }) : error;
}
