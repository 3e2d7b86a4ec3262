import type { Finding } from '@national-forge/admission';
import { exitCodeOf, isProblemCode, type Problem, type ProblemCode } from '@national-forge/api';
import type { BumpVerdict } from '@national-forge/versioning';

/** Maps each failure that no registry reports to the exit code of a command that ends with it. */
const OWN = {
  /** No answer: the name does not resolve, nobody listens, the connection was cut. {host, reason} */
  network: 9,
  /** No answer in time. {host, reason} */
  timeout: 9,
  /** A proxy wants other credentials, or any. {proxy} */
  'proxy-auth': 9,
  /** A proxy does not answer or does not let through. {proxy, status | reason} */
  'proxy-refused': 9,
  /** The certificate or the handshake is not trusted. {host, reason} */
  tls: 9,
  /** What answered does not speak like a registry. {host, status, reason} */
  protocol: 9,
  /** A registry newer than this program reports a problem it does not know. {problem, title, detail, hint, status} */
  'problem-unknown': 1,
  /** Bytes are not what their digest says. {what, expected, actual} */
  integrity: 8,
  /** The proof of a release, of an agency or of the log fails. {step, reason, what}, see TRUST_STEPS; docs/spec/project.md */
  untrusted: 8,
  /** What is remembered of a log cannot be read; it is not made anew silently. {path} */
  'trust-invalid': 1,
  /** The caller gave up. */
  cancelled: 3,
  /** Something is needed that is neither here nor to be fetched. {what} */
  offline: 9,
  /** A file system has no room. {path} */
  'disk-full': 1,
  /** A file or folder may not be read or written. {path, reason} */
  'file-access': 1,
  /** An option cannot be used, such as a registry address that is no URL. {option, value} */
  'option-invalid': 2,
  /** The folder is no project: it has no forge.json. {path} */
  'project-missing': 6,
  /** forge.json cannot be understood. {path, reason, pointer} */
  'project-invalid': 2,
  /** Another process is installing into the same project. {path} */
  'project-busy': 7,
  /** forge_modules is not a plain folder. {path} */
  'modules-unsafe': 5,
  /** The project has no lock file. {path} */
  'lock-missing': 6,
  /** The lock file cannot be understood or contradicts itself. {path, reason, pointer} */
  'lock-invalid': 1,
  /** The lock file is of another format than this program writes. {path, found, supported} */
  'lock-version': 1,
  /** forge.json and the lock file disagree. {path, names} */
  'lock-outdated': 7,
  /** A name was given that forge.json does not require. {name} */
  'requirement-unknown': 6,
  /** The folder has no algorithm.yaml. {path} */
  'manifest-missing': 6,
  /** A manifest cannot be understood. {path, reason, line, column} */
  'manifest-invalid': 5,
  /** The checks before publishing found errors; see `findings`. {count} */
  'admission-failed': 5,
  /** No private key of that name, fingerprint or path. {key, folder} */
  'key-missing': 6,
  /** More than one private key answers to the name. {key, count} */
  'key-ambiguous': 2,
  /** A private key is never overwritten. {path} */
  'key-exists': 7,
  /** A private key is encrypted: its passphrase is needed, or another one. {key, reason: needed | wrong} */
  'key-passphrase': 4,
  /** Others than its owner may read or replace a private key, or enter the folder of keys. {path, mode, command, what: file | folder} */
  'key-permissions': 5,
  /** What should be a private key is none. {path, reason} */
  'key-file-invalid': 1,
  /** A private key may not sign this. {agency, key, reason: unknown | revoked | expired | not-allowed} */
  'key-unfit': 5,
  /** A file that should hold signatures does not, or holds some of something else. {path, reason} */
  'envelope-invalid': 8,
  /** A registry acknowledges with a receipt that proves nothing, or something else. {reason, index} */
  'receipt-invalid': 8,
  /** A registry shows a log that contradicts its checkpoints or itself. {reason, index} */
  'log-invalid': 8,
  /** The log holds a leaf that this version does not understand: whoever does not know it may not go on. {index} */
  'leaf-unsupported': 1,
} as const;

/**
 * Lists the reasons of `signature-invalid` for which the signature is good and its key may not make it. By its own clock the
 * client finds the same and calls it `key-unfit`: a command ends the same way whoever finds it.
 */
const UNFIT: ReadonlySet<string | number | undefined> = new Set([
  'signer-unknown',
  'signer-revoked',
  'signer-expired',
  'signer-not-allowed',
]);

/** Names a failure found by the client itself. */
export type OwnErrorCode = keyof typeof OWN;

/** Names what went wrong: a problem of the registry, or a failure on this side. Stable English. */
export type ClientErrorCode = ProblemCode | OwnErrorCode;

/** Lists the codes that the client adds to those of the registry, so that tables of texts can be proved complete. */
export const OWN_ERROR_CODES = Object.keys(OWN) as readonly OwnErrorCode[];

/** Holds the values for the texts shown to people. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/** Is what the checks before publishing found in one folder. */
export interface FolderFindings {
  readonly folder: string;
  readonly findings: readonly Finding[];
}

/** Is a folder whose number promises more than is kept, and why. */
export interface TooSmallBump {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly verdict: BumpVerdict;
}

/** Says what is known about a failure beside its code. */
export interface ClientErrorDetails {
  readonly params?: ErrorParams;
  /** HTTP status, when a registry or proxy answered. */
  readonly status?: number;
  /** The problem document, when the registry sent one: its texts are in the language that was asked for. */
  readonly problem?: Problem;
  /** Milliseconds after which the other side wants to be asked again. */
  readonly retryAfterMs?: number;
  /** What the checks before publishing found, per folder. */
  readonly findings?: readonly FolderFindings[];
  /** Of `bump-too-small` found on this side. */
  readonly bumps?: readonly TooSmallBump[];
  readonly cause?: unknown;
}

/**
 * Ends a call of this package. Test `code`; `message` is for logs, texts for people are made from `code` and `params`
 * (for problems of the registry: from `problem`).
 */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ClientErrorCode;
  readonly params: ErrorParams;
  readonly status: number | undefined;
  readonly problem: Problem | undefined;
  readonly retryAfterMs: number | undefined;
  readonly findings: readonly FolderFindings[];
  readonly bumps: readonly TooSmallBump[];

  constructor(code: ClientErrorCode, details: ClientErrorDetails = {}) {
    const params = details.params ?? details.problem?.params ?? {};
    super(`${code} ${JSON.stringify(params)}`, details.cause === undefined ? {} : { cause: details.cause });
    this.code = code;
    this.params = params;
    this.status = details.status;
    this.problem = details.problem;
    this.retryAfterMs = details.retryAfterMs;
    this.findings = details.findings ?? [];
    this.bumps = details.bumps ?? [];
  }

  /** Tells the exit code of a command that ends with this error. */
  get exit(): number {
    if (this.code === 'signature-invalid' && UNFIT.has(this.params['reason'])) return OWN['key-unfit'];
    if (isProblemCode(this.code)) return exitCodeOf(this.code);
    if (this.code === 'problem-unknown' && this.status !== undefined) return exitOfStatus(this.status);
    return OWN[this.code];
  }
}

/** Tells whether a value is an error of this package, by its shape: two copies of the package may be loaded. */
export function isClientError(value: unknown): value is ClientError {
  return value instanceof Error && value.name === 'ClientError' && 'code' in value;
}

/** A problem that is not known still belongs to a family, by its status. */
function exitOfStatus(status: number): number {
  const families: Readonly<Record<number, number>> = { 401: 4, 403: 5, 404: 6, 409: 7, 410: 6, 412: 7, 429: 9, 503: 9 };
  return families[status] ?? OWN['problem-unknown'];
}
