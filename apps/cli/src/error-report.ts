import type { ExitCode } from './io.ts';
import type { Moved } from './session/moved-names.ts';

/** Is one of several faults, with its place. */
export interface ReportItem {
  readonly where: string;
  readonly message: string;
  readonly code?: string;
  readonly severity?: 'error' | 'warning';
  readonly hint?: string;
}

/** Is an error as it is told: what happened, what to do, where, and the exit code. */
export interface Report {
  readonly code: string;
  readonly exit: ExitCode;
  readonly message: string;
  readonly hint?: string;
  readonly items?: readonly ReportItem[];
  /** The step of a proof that failed. */
  readonly step?: string;
  readonly requestId?: string;
  /** The name that was given up, and the present one. */
  readonly moved?: Moved;
}
