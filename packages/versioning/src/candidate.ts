import type { Validity } from './civil-date.ts';

/** Describes one published version as far as resolving needs it. */
export interface Candidate {
  readonly version: string;
  /** The civil dates for which a rule applies; absent for everything that is not a dated rule. */
  readonly validity?: Validity | undefined;
  readonly yanked: boolean;
  /** `agency/name` → range. */
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Answers what is published; asked once per algorithm or channel, for several of them at the same time. */
export interface CandidateSource {
  /** Lists all versions of an algorithm in any order, yanked ones included; undefined when it does not exist. */
  candidates(name: string): Promise<readonly Candidate[] | undefined>;
  /** Finds the version a channel points to; never asked for `latest`, which is computed. */
  channel(name: string, tag: string): Promise<string | undefined>;
}
