import { TransparencyError } from '../error.ts';

/** Runs a function and gives the code of the error it throws, or `ok`; errors that are not ours pass, for they are bugs. */
export function codeOf(run: () => unknown): string {
  try {
    run();
    return 'ok';
  } catch (error) {
    if (error instanceof TransparencyError) return error.code;
    throw error;
  }
}
