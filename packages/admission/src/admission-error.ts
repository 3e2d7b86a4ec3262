/** Names what kept the checks from running; a fault of the machine or the program, never of the release. */
export type AdmissionErrorCode = 'worker-failed' | 'worker-closed' | 'random-too-short';

/** Reports that the checks could not run. What is wrong with a release is a `Finding`, not an error. */
export class AdmissionError extends Error {
  override readonly name = 'AdmissionError';
  readonly code: AdmissionErrorCode;

  constructor(code: AdmissionErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
