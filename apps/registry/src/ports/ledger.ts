import type { ProblemCode, ProblemParams, PublishRequest, ReleaseRecord, Scope, Submission } from '@national-forge/api';

import type { SearchEntry } from './search-index.ts';

/** Is one release as it is about to be stored. */
export interface ReleaseRow {
  /** The frozen record; its canonical JSON bytes are `recordBytes`. */
  readonly record: ReleaseRecord;
  /** The bytes that `…/versions/{v}` serves for ever. */
  readonly recordBytes: Uint8Array;
  /** What search shows if this release becomes the one shown. */
  readonly search: SearchEntry;
}

/** Publishes releases: all of them or none. */
export interface ReleasePlan {
  readonly kind: 'release';
  readonly submissionId: string;
  readonly tokenId: string;
  readonly releases: readonly ReleaseRow[];
  /** The finished submission as `GET /api/v1/releases/{id}` will tell it. */
  readonly submission: Submission;
}

/** Stores the state of a submission; a later plan with the same id replaces it. */
export interface SubmissionPlan {
  readonly kind: 'submission';
  readonly tokenId: string;
  readonly agency: string | null;
  readonly submission: Submission;
  /** What was asked; kept while the state is `judging`, so that a crash does not lose what was acknowledged. */
  readonly request?: PublishRequest;
}

/** Moves or removes channels: all of them or none. */
export interface ChannelPlan {
  readonly kind: 'channel';
  readonly actor: string;
  readonly reason: string;
  readonly moves: readonly {
    readonly name: string;
    readonly tag: string;
    /** `null` removes the channel. */
    readonly version: string | null;
    /** ETag the channel must have now; `null`: it must not exist. */
    readonly ifMatch: string | null;
  }[];
}

/** Changes the status of one release. */
export interface StatusPlan {
  readonly kind: 'status';
  readonly actor: string;
  readonly name: string;
  readonly version: string;
  readonly yanked: boolean;
  readonly deprecated: boolean;
  readonly successor: string | null;
  readonly reason: string;
  /** ETag the status document must have now. */
  readonly ifMatch: string;
}

/** Creates an agency. */
export interface AgencyPlan {
  readonly kind: 'agency';
  readonly name: string;
  readonly title: Readonly<Record<string, string>>;
}

/** Creates a token; only its hash is stored. */
export interface TokenPlan {
  readonly kind: 'token';
  readonly id: string;
  readonly hash: Uint8Array;
  /** `null` for an operator token. */
  readonly agency: string | null;
  readonly scopes: readonly Scope[];
  readonly algorithms: readonly string[] | null;
  readonly label: string;
  readonly expiresAt: Date;
}

/** Revokes a token. */
export interface TokenRevocationPlan {
  readonly kind: 'token-revocation';
  readonly id: string;
  /** The agency it must belong to; `null` for an operator token. */
  readonly agency: string | null;
}

/** Is what a use case decided and the ledger applies. */
export type Plan =
  ReleasePlan | SubmissionPlan | ChannelPlan | StatusPlan | AgencyPlan | TokenPlan | TokenRevocationPlan;

/**
 * Tells what became of a plan.
 * `refused` is decided by the state found inside the transaction (a version taken meanwhile, an ETag that moved,
 * a blob that was collected); nothing of the plan was stored then.
 */
export type PlanOutcome =
  | {
      readonly ok: true;
      readonly at: Date;
      /** `repeated`: every release stood already with the same digest. */ readonly repeated: boolean;
    }
  | { readonly ok: false; readonly code: ProblemCode; readonly params: ProblemParams };

/**
 * Is the only write port of public facts and accounts.
 *
 * `commit` puts the plan in a queue; all waiting plans are applied in one `BEGIN IMMEDIATE` transaction with a
 * savepoint each, so that one that is refused sinks nobody, and made durable by one commit. The promise settles after
 * the commit is durable; nothing of a plan is readable before. It rejects with `ProblemError` `storage-full` or
 * `busy` when nothing could be stored, and then nothing was.
 */
export interface Ledger {
  commit(plan: Plan): Promise<PlanOutcome>;
  /** Waits until every plan taken so far has settled. */
  drain(): Promise<void>;
}
