import type {
  LogReceipt,
  ProblemCode,
  ProblemItem,
  ProblemParams,
  PublishRequest,
  Scope,
  Submission,
} from '@national-forge/api';

/** Is one release as it is about to be stored. */
export interface ReleaseRow {
  /**
   * Canonical JSON of the release record without `publishedAt`, `publisher` and `logIndex` (see views/release-detail.ts):
   * every public fact of the release is read from it.
   */
  readonly detail: Uint8Array;
  /** Canonical bytes of the signed statement. */
  readonly envelope: Uint8Array;
  /** Digest of the agency's state by which the signatures were judged; under the lock another one is judged again. */
  readonly state: string;
  /**
   * The revision of its algorithm that its version number was judged at; under the lock another one sinks the plan. `any`: it
   * was compared with nothing.
   */
  readonly revision: number | null | 'any';
  /** Canonical bytes of the signed waiver, for what stayed undecided. */
  readonly waiver?: Uint8Array | undefined;
}

/** Publishes releases: all of them or none. */
export interface ReleasePlan {
  readonly kind: 'release';
  readonly submissionId: string;
  /** The token that publishes. */
  readonly actor: string;
  readonly releases: readonly ReleaseRow[];
  /** What the publisher is to know, kept in the submission; the receipts are read from what is stored. */
  readonly warnings: readonly ProblemItem[];
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

/** Removes a release by law: its archive, and its record too if asked. Digest and leaf stay for ever. */
export interface TombstonePlan {
  readonly kind: 'tombstone';
  readonly actor: string;
  readonly name: string;
  readonly version: string;
  /** Names the decision in the files of the authority: `[A-Za-z0-9][A-Za-z0-9._/-]{0,63}`. */
  readonly reference: string;
  readonly erases: 'archive' | 'archive,detail';
}

/** Creates an agency. */
export interface AgencyPlan {
  readonly kind: 'agency';
  readonly actor: string;
  readonly name: string;
  readonly title: Readonly<Record<string, string>>;
}

/** Changes the keys, the threshold or a name of an agency as its keys have signed. */
export interface AgencyChangePlan {
  readonly kind: 'agency-change';
  readonly actor: string;
  readonly agency: string;
  /** Canonical bytes of the signed change (key-add, key-revoke, agency-policy, transfer). */
  readonly envelope: Uint8Array;
  /** Why a name moves; other changes have none. */
  readonly reason?: string | undefined;
}

/** Replaces all keys of an agency by the operator's own act. */
export interface KeyResetPlan {
  readonly kind: 'key-reset';
  readonly actor: string;
  readonly agency: string;
  /** Canonical bytes of the change, signed by the new key. */
  readonly envelope: Uint8Array;
  readonly reason: string;
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

/** Is a plan whose facts are leaves of the log. */
export type PublicPlan =
  ReleasePlan | ChannelPlan | StatusPlan | TombstonePlan | AgencyPlan | AgencyChangePlan | KeyResetPlan;

/** Is a plan whose facts stay outside the log. */
export type PrivatePlan = SubmissionPlan | TokenPlan | TokenRevocationPlan;

/** Is what a use case decided and the ledger applies. */
export type Plan = PublicPlan | PrivatePlan;

/**
 * Tells what became of a plan.
 * `refused` is decided by the state found inside the transaction (a version taken meanwhile, an ETag that moved,
 * a blob that was collected, a key revoked); nothing of the plan was stored then.
 */
export type PlanOutcome =
  | {
      readonly ok: true;
      /** The time of its leaves; of a plan without leaves the clock's. */
      readonly at: Date;
      /** Whether everything the plan asks for stood already. */
      readonly repeated: boolean;
      /**
       * What proves it: of releases one receipt each, in the order of the plan, that of the first time for those that
       * stood already; of channels one for each move, `null` where nothing changed; of any other plan one for each leaf.
       */
      readonly receipts: readonly (LogReceipt | null)[];
    }
  | {
      readonly ok: false;
      /** `revision-moved`: other versions stand now than the releases were compared with; they must be judged again. */
      readonly code: ProblemCode | 'revision-moved';
      readonly params: ProblemParams;
    };

/**
 * Is the only write port of public facts and accounts.
 *
 * `commit` puts the plan in a queue; all waiting plans are applied in one `BEGIN IMMEDIATE` transaction with a
 * savepoint each, so that one that is refused sinks nobody, and made durable by one commit. Applying a plan is deciding
 * (what the state found under the lock makes of it: leaves, or a refusal), appending its leaves to the log, and
 * projecting them: all that is readable is made from leaves and their details alone. If leaves were appended, one
 * checkpoint is signed for the group and stored in the same transaction.
 * The promise settles after the commit is durable; nothing of a plan is readable before. It rejects with `ProblemError`
 * `storage-full` or `busy` when nothing could be stored, and then nothing was; and a plan with leaves is refused with
 * `log-behind`, `log-diverged` or `log-key-missing` while the log takes none.
 */
export interface Ledger {
  commit(plan: Plan): Promise<PlanOutcome>;
  /** Turns writes to the log off, in every process, until an operator acts: more leaves would fork it. */
  turnOff(status: 'log-behind' | 'log-diverged'): Promise<void>;
  /** Waits until every plan taken so far has settled. */
  drain(): Promise<void>;
}
