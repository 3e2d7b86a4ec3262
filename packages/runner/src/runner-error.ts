/** Is an error of the runner itself, never of a program: those are outcomes. */
export class RunnerError extends Error {
  override readonly name = 'RunnerError';
  readonly code: 'closed' | 'thread-failed';

  constructor(code: RunnerError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
