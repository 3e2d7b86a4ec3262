/** Names what went wrong; stable English, to be mapped to a text by whoever speaks to people. */
export type VersioningErrorCode =
  | 'version-invalid'
  | 'range-invalid'
  | 'date-invalid'
  | 'algorithm-unknown'
  | 'no-version'
  | 'conflict'
  | 'too-many-steps'
  | 'comparison-timeout'
  | 'schema-invalid';

/** Lists every code a `VersioningError` can carry. */
export const VERSIONING_ERROR_CODES: readonly VersioningErrorCode[] = [
  'version-invalid',
  'range-invalid',
  'date-invalid',
  'algorithm-unknown',
  'no-version',
  'conflict',
  'too-many-steps',
  'comparison-timeout',
  'schema-invalid',
];

/**
 * States one request for an algorithm.
 * `by` is `root` or the asking release as `agency/name@1.2.3`; `range` is the text as it was written (a range, an exact
 * version or a channel).
 */
export interface Ask {
  readonly by: string;
  readonly name: string;
  readonly range: string;
}

/** Holds what a `VersioningError` knows beyond its code. */
export interface VersioningErrorDetails {
  /** Values for the texts shown to people; each code documents its own. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** Who asks for what, from `root` down to the request that failed. */
  readonly chain?: readonly Ask[];
  /** In a conflict, the chain of the other side, whose choice stands in the way. */
  readonly against?: readonly Ask[];
  readonly cause?: unknown;
}

/**
 * Reports that a version, a range or a set of requirements cannot be understood or met.
 *
 * `params` by code: `version-invalid` {version} · `range-invalid` {range, name?} · `date-invalid` {date} ·
 * `algorithm-unknown` {name} · `no-version` {name, range, reason, at, nearest?} · `conflict` {name, major, range, chosen,
 * other} · `too-many-steps` {steps} · `comparison-timeout` {seconds} · `schema-invalid` {which, pointer, reason}. Test `code`, not the message: the message is for logs.
 */
export class VersioningError extends Error {
  override readonly name = 'VersioningError';
  readonly code: VersioningErrorCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly chain: readonly Ask[];
  readonly against: readonly Ask[];

  constructor(code: VersioningErrorCode, message: string, details: VersioningErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.params = details.params ?? {};
    this.chain = details.chain ?? [];
    this.against = details.against ?? [];
  }
}
