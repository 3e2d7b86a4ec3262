import type { Readable, Writable } from 'node:stream';

import type { CheckWorker } from '@national-forge/admission';
import type { Locale } from '@national-forge/manifest';
import type { Runner, RunnerOptions } from '@national-forge/runner';

/**
 * Gives the threads in which what is hostile is judged and run. What a thread has loaded costs more than most calls, so whoever
 * makes many calls in one process may give threads that stay warm; a call closes what it was given, and whoever gives threads
 * again makes that close end nothing.
 */
export interface Threads {
  checkWorker(): CheckWorker;
  runner(options: RunnerOptions): Runner;
}

/** Is what a command may touch of the world; only `process.ts` connects it to the real one. */
export interface Io {
  /** Writes data for programs. */
  out(text: string): void;
  /** Waits until the reader of the data has taken most of it, so that it does not pile up here. */
  taken(): Promise<void>;
  /** Writes lines for people. */
  err(text: string): void;
  readonly stdin: Readable;
  /** Where questions are shown: never stdout, which is data. */
  readonly terminal: Writable;
  /** Whether a person can be asked: stdin and stderr are terminals and CI is not set. */
  readonly interactive: boolean;
  /** Whether `--quiet` was given: no word about progress. */
  readonly quiet: boolean;
  /** Whether stderr is a terminal, so that progress may redraw a line. */
  readonly stderrIsTerminal: boolean;
  /** Whether stdout is a terminal: then a person reads it, else a program may. */
  readonly stdoutIsTerminal: boolean;
  /** Whether escape codes for colour may be written to stderr. */
  readonly color: boolean;
  /** Whether escape codes for colour may be written to stdout. */
  readonly colorOut: boolean;
  /** Width of the terminal in columns. */
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Language of messages for people. */
  readonly locale: Locale;
  /** Whether `--json` was given: stdout is one JSON document, in English. */
  readonly json: boolean;
  readonly now: () => Date;
  /** Aborts when the person interrupts. */
  readonly signal: AbortSignal;
  /** Threads that outlive the call; left out, each call starts its own, and ends them. */
  readonly threads?: Threads | undefined;
}

/** Is the exit code of the process (DESIGN: exit codes). */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 78 | 130;

/** Names the exit codes. */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  cancelled: 3,
  loginNeeded: 4,
  refused: 5,
  notFound: 6,
  conflict: 7,
  integrity: 8,
  network: 9,
  different: 10,
  wrongNode: 78,
  interrupted: 130,
} as const;
