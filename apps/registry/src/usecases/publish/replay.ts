import type { BoundVector, ReleaseFiles } from '@national-forge/admission';
import type { Manifest } from '@national-forge/manifest';
import type { FailedVector } from '@national-forge/versioning';

/** Is a version that is run, with the files that make it. */
export interface ReplaySubject {
  readonly manifest: Manifest;
  readonly files: ReleaseFiles;
}

/**
 * Runs a version on vectors of others that bind it, and tells those that it does not pass.
 * Throws `ProblemError` `busy`, `shutting-down`.
 */
export type Replay = (subject: ReplaySubject, vectors: readonly BoundVector[]) => Promise<readonly FailedVector[]>;
