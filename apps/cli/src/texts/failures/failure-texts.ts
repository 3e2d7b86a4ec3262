import type { OwnErrorCode } from '@national-forge/client';
import type { VersioningErrorCode } from '@national-forge/versioning';

/** Says what happened and what to do. */
export type FailureText = readonly [message: string, hint: string];

/** Holds the texts of every failure of the SDK that no registry reports, of versions, and of some reasons in particular. */
export interface FailureTexts {
  readonly client: Readonly<Record<OwnErrorCode, FailureText>>;
  readonly versioning: Readonly<Record<VersioningErrorCode, FailureText>>;
  /** Replaces the text of a code where its `step`, `reason`, `option` or `what` says more: `network/ECONNREFUSED`. */
  readonly particular: Readonly<Record<ParticularFailure, FailureText>>;
}

/** Names a failure about keys, signatures, proofs or the log. */
type TrustCode = Extract<
  OwnErrorCode,
  | 'untrusted'
  | 'trust-invalid'
  | 'key-missing'
  | 'key-ambiguous'
  | 'key-exists'
  | 'key-passphrase'
  | 'key-permissions'
  | 'key-file-invalid'
  | 'key-unfit'
  | 'envelope-invalid'
  | 'receipt-invalid'
  | 'log-invalid'
  | 'leaf-unsupported'
>;

/** Holds the part of the texts that is about keys, signatures, proofs and the log. */
export interface TrustFailureTexts {
  readonly client: Readonly<Record<TrustCode, FailureText>>;
  readonly particular: Readonly<Record<TrustParticular, FailureText>>;
}

type Step = 'origin' | 'checkpoint' | 'rollback' | 'consistency' | 'inclusion' | 'release-digest' | 'statement';
type AgencyStep = 'signatures' | 'agency-state' | 'agency-rollback' | 'agency-reset' | 'moved';

type TrustParticular =
  | `untrusted/${Step | AgencyStep}`
  | 'key-permissions/folder'
  | 'untrusted/cache'
  | 'untrusted/lock'
  | 'untrusted/lock-origin'
  | 'key-passphrase/needed'
  | 'key-passphrase/wrong'
  | 'key-file-invalid/key'
  | 'key-file-invalid/pem-encrypted'
  | 'key-file-invalid/pem-kind'
  | 'key-unfit/unknown'
  | 'key-unfit/revoked'
  | 'key-unfit/expired'
  | 'key-unfit/not-allowed';

/** Names a failure together with what makes it particular. */
export type ParticularFailure =
  | TrustParticular
  | 'admission-failed/comparison'
  | 'admission-failed/run'
  | 'admission-failed/schemas'
  | 'network/ECONNREFUSED'
  | 'network/ENOTFOUND'
  | 'protocol/status'
  | 'option-invalid/registry'
  | 'option-invalid/token'
  | 'option-invalid/caFile'
  | 'option-invalid/proxy'
  | 'file-access/EACCES'
  | 'integrity/cache'
  | 'integrity/no-archive';
