import type { BumpLevel, SearchHit } from '@national-forge/api';

import type { WaiverDetail } from './waiver-detail.ts';

/** Holds what the documents show of a release; made from its row. */
export interface ReleaseView {
  readonly version: string;
  readonly releaseDigest: string;
  /** As the record says it. */
  readonly publishedAt: string;
  readonly validity: { readonly from: string; readonly until?: string } | null;
  readonly yanked: { readonly reason: string; readonly since: number } | null;
  readonly deprecated: {
    readonly reason: string;
    readonly since: number;
    readonly successor: string | null;
  } | null;
  readonly tombstoned: { readonly reference: string; readonly since: number } | null;
  /** What the agency signed that it takes the answer for. */
  readonly waived: (WaiverDetail & { readonly since: number; readonly logIndex: number }) | null;
  /** What it changes against the version below it; `null` where nobody judged. */
  readonly level: BumpLevel | null;
  /** Index of the leaf that made this status. */
  readonly statusIndex: number;
}

/** Holds what the head shows of an algorithm; made from rows. */
export interface AlgorithmView {
  readonly name: string;
  readonly agency: string;
  readonly versionCount: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The version shown: the latest, else the newest. */
  readonly shown: { readonly hit: SearchHit; readonly deprecated: boolean };
  readonly latest: string | null;
  /** Channels set by hand, by tag. */
  readonly channels: readonly { readonly tag: string; readonly version: string }[];
  /** Names it had before, oldest first. */
  readonly formerNames: readonly string[];
  /** The newest versions, newest first, at most {@link HEAD_VERSIONS}. */
  readonly newest: readonly ReleaseView[];
}

/** Says how many versions the head lists. */
export const HEAD_VERSIONS = 20;

/** Says how many versions a segment of the listing holds. */
export const SEGMENT_SIZE = 256;

/** Names the channel that is computed. */
export const LATEST_TAG = 'latest';
