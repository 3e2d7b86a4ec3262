import type { Io } from './io.ts';

/** Writes a line of data to stdout. */
export const printLine = (io: Pick<Io, 'stdout'>, line: string): void => io.stdout(`${line}\n`);

/** Writes a line for people to stderr. */
export const tellLine = (io: Pick<Io, 'stderr'>, line: string): void => io.stderr(`${line}\n`);

/** Is what a command that serves may touch of the world. */
export interface ServerIo extends Io {
  /** Settles when the operator wants the process to end (SIGINT, SIGTERM, SIGHUP). */
  stopped(): Promise<void>;
}

/** Ends a command with a message for people and an exit code. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}

/** Ends a command with a message for people, an exit code, and a stable English code for programs. */
export class CodedError extends CommandError {
  readonly code: string;

  constructor(message: string, { code, exitCode }: { readonly code: string; readonly exitCode: number }) {
    super(message, exitCode);
    this.name = 'CodedError';
    this.code = code;
  }
}

/** Is what every command on a data folder takes. */
export interface DataOptions {
  readonly data: string;
  /** Whether to answer in JSON. */
  readonly json?: boolean;
}
