import type { Algorithm, PublishRequest, Submission, TokenInfo } from '@national-forge/api';

import type { TokenRecord } from './accounts.ts';

/** Names a release. */
export interface ReleaseKey {
  readonly name: string;
  readonly version: string;
}

/** Holds what resolving and serving need to know of a release, without its record. */
export interface ReleaseFacts {
  /** The present name of the algorithm. */
  readonly name: string;
  /** The name under which it was published and signed; `null`: the present one. */
  readonly publishedAs: string | null;
  readonly version: string;
  readonly releaseDigest: string;
  /** Its archive; `null` once a tombstone has erased the record of it. */
  readonly archive: { readonly digest: string; readonly size: number } | null;
  readonly publishedAt: Date;
  readonly publisher: string;
  /** Index of the leaf that published it. */
  readonly logIndex: number;
  /** The submission that published it; `null` when this is no longer known (it is in no public record). */
  readonly submissionId: string | null;
  readonly validity: { readonly from: string; readonly until?: string } | null;
  readonly dependencies: Readonly<Record<string, string>>;
  /** Whether new resolution leaves it out: yanked, or removed by law. */
  readonly yanked: boolean;
  readonly deprecated: {
    readonly reason: string;
    readonly successor: string | null;
    /** The present name of the successor, where it has another one now than was said. */
    readonly successorMovedTo?: string;
  } | null;
  /** The decision by which it was removed by law. */
  readonly tombstone: TombstoneFacts | null;
}

/** Is what stays known of a release that was removed by law. */
interface TombstoneFacts {
  readonly reference: string;
  readonly since: Date;
  /** Whether its record was erased too. */
  readonly erasesDetail: boolean;
  readonly logIndex: number;
}

/** Is a version beside another in its line. */
export interface LineNeighbour {
  readonly version: string;
  /** Whether something undecided was waived between it and the next one below it: what holds there was not proved. */
  readonly waived: boolean;
}

/** Is what a new version of an algorithm is judged by: stable versions of its line that can be used. */
export interface VersionBindings {
  /** Index of the newest leaf that changed which versions there are, or their status; `null`: there is no such algorithm. */
  readonly revision: number | null;
  /** The nearest versions below, the nearest first, as far as it is ever looked. */
  readonly below: readonly LineNeighbour[];
  /** The versions above, the nearest first: a version that comes late binds all of them by its vectors. */
  readonly above: readonly LineNeighbour[];
  /** Each distinct content of vectors, with the lowest version of each period (`validity.from`) that has it. */
  readonly vectors: readonly { readonly digest: string; readonly version: string }[];
}

/** Is an algorithm whose newest version depends on another. */
export interface DependentRow {
  readonly name: string;
  readonly version: string;
  readonly range: string;
}

/** Is a submission with who may see it. */
export interface SubmissionRecord {
  readonly submission: Submission;
  readonly tokenId: string;
  readonly agency: string | null;
}

/** Is a submission that was acknowledged and is still being judged. */
export interface PendingSubmission {
  readonly id: string;
  readonly request: PublishRequest;
  readonly token: TokenRecord;
}

/** Is an agency as it was created. */
export interface AgencyRow {
  readonly name: string;
  readonly title: Readonly<Record<string, string>>;
  readonly createdAt: Date;
  /** Index of the leaf that made it. */
  readonly logIndex: number;
}

/** Reads the public facts. Every answer is of one committed state. */
export interface Catalogue {
  /** Finds the head of an algorithm. */
  findAlgorithm(name: string): Promise<Algorithm | undefined>;
  /** Finds the facts of a release by the present name of its algorithm. */
  findRelease(key: ReleaseKey): Promise<ReleaseFacts | undefined>;
  /** Finds the release from which the law removed an archive, where no release has it still. */
  findRemoved(archive: string): Promise<(ReleaseKey & { readonly reference: string }) | undefined>;
  /** Lists the facts of all releases of an algorithm, highest version first; `undefined` if there is none. */
  listReleases(name: string): Promise<readonly ReleaseFacts[] | undefined>;
  /** Finds what binds a version, published or not, of a line such as `2` or `0.3`; all of one committed state. */
  findBindings(key: ReleaseKey & { readonly line: string }): Promise<VersionBindings>;
  /** Finds the revision alone. */
  findRevision(name: string): Promise<VersionBindings['revision']>;
  /** Finds the version a channel points to (`latest` included). */
  findChannel(name: string, tag: string): Promise<string | undefined>;
  /** Lists who depends on an algorithm, under whichever of its names, by name, after `after`. */
  listDependents(
    name: string,
    page: { readonly after: string; readonly limit: number },
  ): Promise<{ readonly total: number; readonly rows: readonly DependentRow[] }>;
  /** Finds a submission; the receipts of a published one are those of its releases, with their proofs. */
  findSubmission(id: string): Promise<SubmissionRecord | undefined>;
  /** Lists the submissions still being judged, oldest first: after a crash they are judged again. */
  listPending(): Promise<readonly PendingSubmission[]>;
  /** Finds an agency. */
  findAgency(name: string): Promise<AgencyRow | undefined>;
  /** Tells whether an agency exists. */
  hasAgency(name: string): Promise<boolean>;
  /** Lists agencies by name, after `after`. */
  listAgencies(page: { readonly after: string; readonly limit: number }): Promise<{
    readonly total: number;
    readonly rows: readonly AgencyRow[];
  }>;
  /** Lists the tokens of an agency; `null`: the operator tokens. */
  listTokens(agency: string | null): Promise<readonly TokenInfo[]>;
}
