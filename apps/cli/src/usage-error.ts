import type { ManifestProblem } from '@national-forge/manifest';

import { EXIT, type ExitCode } from './io.ts';
import type { TextKey, TextParams } from './texts/texts.ts';

/** Says more about a {@link UsageError}. */
export interface UsageErrorDetails {
  readonly cause?: unknown;
  readonly exit?: ExitCode;
  /** A word that is not known, and those that are: the nearest one is proposed. */
  readonly near?: { readonly word: string; readonly among: readonly string[] };
  /** Command whose help is pointed to; without it the general help. */
  readonly command?: string;
  /** Says what to do instead of pointing to the help. */
  readonly hint?: TextKey;
  /** What is wrong with each of several options. */
  readonly problems?: readonly { readonly where: string; readonly problem: ManifestProblem }[];
}

/** Ends a call with a text of the table: its words are off (exit 2), or what it needs is not there. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly key: TextKey;
  readonly params: TextParams;
  readonly exit: ExitCode;
  readonly details: UsageErrorDetails;

  constructor(key: TextKey, params: TextParams = {}, details: UsageErrorDetails = {}) {
    super(`${key} ${JSON.stringify(params)}`, details.cause === undefined ? undefined : { cause: details.cause });
    this.key = key;
    this.params = params;
    this.exit = details.exit ?? EXIT.usage;
    this.details = details;
  }

  /** Points to the help of a command where nothing nearer was pointed to. */
  of(command: string): UsageError {
    return new UsageError(this.key, this.params, { command, ...this.details });
  }
}
