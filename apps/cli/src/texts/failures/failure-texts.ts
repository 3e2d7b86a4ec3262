import type { OwnErrorCode } from '@national-forge/client';
import type { VersioningErrorCode } from '@national-forge/versioning';

/** Says what happened and what to do. */
export type FailureText = readonly [message: string, hint: string];

/** Holds the texts of every failure of the SDK that no registry reports, of versions, and of some reasons in particular. */
export interface FailureTexts {
  readonly client: Readonly<Record<OwnErrorCode, FailureText>>;
  readonly versioning: Readonly<Record<VersioningErrorCode, FailureText>>;
  /** Replaces the text of a code where its `reason`, `option` or `what` says more: `network/ECONNREFUSED`. */
  readonly particular: Readonly<Record<ParticularFailure, FailureText>>;
}

/** Names a failure together with what makes it particular. */
export type ParticularFailure =
  | 'network/ECONNREFUSED'
  | 'network/ENOTFOUND'
  | 'protocol/status'
  | 'option-invalid/registry'
  | 'option-invalid/token'
  | 'option-invalid/caFile'
  | 'option-invalid/proxy'
  | 'file-access/EACCES'
  | 'integrity/cache';
