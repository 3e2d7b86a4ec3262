import { ClientError } from '../client-error.ts';

/** Makes the error of a log that contradicts its checkpoints or itself. */
export function invalidLog(reason: string, index: number, cause?: unknown): ClientError {
  return new ClientError('log-invalid', { params: { reason, index }, cause });
}
