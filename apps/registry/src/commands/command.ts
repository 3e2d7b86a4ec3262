/** Is what a command sees of the process; only `main` touches the process itself. */
export interface Io {
  /** Writes one line of data to stdout. */
  out(line: string): void;
  /** Writes one line for people to stderr. */
  err(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
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

/** Is what every command on a data folder takes. */
export interface DataOptions {
  readonly data: string;
  /** Whether to answer in JSON. */
  readonly json?: boolean;
}
