import type { JudgedChange } from '../bodies/verdict.ts';
import { PROBLEMS, type ProblemCode } from './codes.ts';
import type { ProblemParams } from './texts.ts';

/** Locates one of several faults inside a problem (a finding in a file of a release, a field of a body). */
export interface ProblemItem {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly severity?: 'error' | 'warning';
  readonly release?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
  /** Name of a vector that failed, and its values where they are small enough to be shown. */
  readonly vector?: string;
  readonly input?: unknown;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

/** Makes the items of a problem in the reader's language, when the problem is written out. */
export type ItemsIn = (locale: 'ar' | 'fr' | 'en') => readonly ProblemItem[];

/** Says what a problem holds beside its code. */
export interface ProblemOptions {
  readonly items?: ItemsIn;
  readonly changes?: readonly JudgedChange[];
  readonly cause?: unknown;
}

/**
 * Ends a request with a problem of the table.
 * Thrown by use cases and routes of the registry; the HTTP layer writes it out in the language of the reader.
 */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly params: ProblemParams;
  readonly items: ItemsIn;
  /** Of `bump-too-small`: what demands a larger number, for programs. */
  readonly changes: readonly JudgedChange[];

  constructor(code: ProblemCode, params: ProblemParams = {}, options: ProblemOptions = {}) {
    super(`${code} ${JSON.stringify(params)}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.params = params;
    this.items = options.items ?? (() => []);
    this.changes = options.changes ?? [];
  }

  /** Tells the HTTP status of this problem. */
  get status(): number {
    return PROBLEMS[this.code].status;
  }
}
