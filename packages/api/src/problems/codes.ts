/** Says what a problem is to HTTP and to the command line. */
export interface ProblemFacts {
  /** HTTP status of the answer. */
  readonly status: number;
  /** Exit code of `nforge` when this problem ends the command (DESIGN: exit codes). */
  readonly exit: number;
  /** Whether the same request may succeed later without being changed. */
  readonly retry: boolean;
}

const user = (status: number, exit: number): ProblemFacts => ({ status, exit, retry: false });
const later = (status: number, exit: number): ProblemFacts => ({ status, exit, retry: true });

/**
 * Lists every problem the registry answers with, by its stable English code.
 * A code is part of the interface: it may be added, never renamed or reused.
 */
export const PROBLEMS = {
  'request-invalid': user(400, 2),
  'body-invalid': user(400, 2),
  'cursor-invalid': user(400, 2),
  'range-invalid': user(400, 2),
  'log-range': user(400, 2),
  unauthenticated: user(401, 4),
  'token-expired': user(401, 4),
  'token-revoked': user(401, 4),
  'scope-missing': user(403, 5),
  'agency-forbidden': user(403, 5),
  'algorithm-forbidden': user(403, 5),
  'quota-exceeded': user(403, 5),
  'route-unknown': user(404, 6),
  'agency-unknown': user(404, 6),
  'algorithm-unknown': user(404, 6),
  'version-unknown': user(404, 6),
  'no-version': user(404, 6),
  'channel-unknown': user(404, 6),
  'file-unknown': user(404, 6),
  'blob-unknown': user(404, 6),
  'token-unknown': user(404, 6),
  'submission-unknown': user(404, 6),
  'tile-unknown': user(404, 6),
  'checkpoint-unknown': user(404, 6),
  'key-unknown': user(404, 6),
  'method-not-allowed': user(405, 2),
  'not-acceptable': user(406, 2),
  'request-timeout': later(408, 9),
  'version-taken': user(409, 7),
  'agency-taken': user(409, 7),
  'agency-moved': user(409, 7),
  'algorithm-taken': user(409, 7),
  'algorithm-moved': user(409, 7),
  'resolve-conflict': user(409, 7),
  'blob-missing': user(409, 7),
  'upload-offset-mismatch': user(409, 7),
  'upload-busy': later(409, 7),
  'channel-target-yanked': user(409, 7),
  'key-taken': user(409, 7),
  'change-stale': user(409, 7),
  'log-mismatch': user(409, 8),
  'release-tombstoned': user(410, 6),
  'precondition-failed': user(412, 7),
  'body-too-large': user(413, 5),
  'uri-too-long': user(414, 2),
  'media-type-unsupported': user(415, 2),
  'range-not-satisfiable': user(416, 2),
  'digest-mismatch': user(422, 8),
  'release-digest-mismatch': user(422, 8),
  'archive-refused': user(422, 5),
  'release-refused': user(422, 5),
  'vectors-failed': user(422, 5),
  'bump-too-small': user(422, 5),
  'waiver-mismatch': user(422, 5),
  'access-unsupported': user(422, 5),
  'secret-found': user(422, 5),
  'name-mismatch': user(422, 5),
  'name-reserved': user(422, 5),
  'channel-computed': user(422, 5),
  'successor-invalid': user(422, 5),
  'scope-refused': user(422, 5),
  'expiry-refused': user(422, 5),
  'agency-keyless': user(422, 5),
  'agency-history-full': user(422, 5),
  'key-refused': user(422, 5),
  'change-refused': user(422, 5),
  'signature-invalid': user(422, 8),
  'statement-mismatch': user(422, 8),
  'threshold-unmet': user(422, 5),
  'threshold-unreachable': user(422, 5),
  'precondition-required': user(428, 2),
  'rate-limited': later(429, 9),
  'headers-too-large': user(431, 2),
  internal: user(500, 1),
  'blob-damaged': user(500, 8),
  busy: later(503, 9),
  'shutting-down': later(503, 9),
  'log-behind': user(503, 1),
  'log-diverged': user(503, 8),
  'log-key-missing': user(503, 1),
  'storage-full': later(507, 1),
} as const satisfies Record<string, ProblemFacts>;

/** Names one problem of the registry. */
export type ProblemCode = keyof typeof PROBLEMS;

/** Lists the codes in the order of their HTTP status. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as readonly ProblemCode[];

/** Tells whether a text is a problem code this version knows. */
export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(PROBLEMS, text);
}
