import type { WaivedReason } from '@national-forge/transparency';

/** Holds what the leaf of a waiver names by `detail`: what the agency signed, as it is shown. */
export interface WaiverDetail {
  readonly reason: string;
  readonly release: string;
  readonly waived: readonly WaivedReason[];
}
