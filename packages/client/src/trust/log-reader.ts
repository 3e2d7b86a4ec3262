import type { AgencyKeys, ConsistencyProof, InclusionProof, LogKeys } from '@national-forge/api';

import type { CallOptions } from '../registry/call.ts';

/** Reads what proves releases; nothing that it gives is believed. */
export interface LogReader {
  /** Address of the registry or mirror that answers. */
  readonly registry: string;
  /** Gives the name of the log and the keys that it says sign it. */
  logKeys(options?: CallOptions): Promise<LogKeys>;
  /** Gives the newest checkpoint, a signed note; the registry is shown `seen`, or what was seen under its address. */
  checkpoint(options?: CallOptions & { readonly seen?: string | undefined }): Promise<string>;
  /** Gives the proof that the tree of size `from` is a prefix of that of size `to`. */
  consistency(sizes: { readonly from: number; readonly to: number }, options?: CallOptions): Promise<ConsistencyProof>;
  /** Gives a leaf and the proof that it is in the tree of that size. */
  inclusion(place: { readonly index: number; readonly size: number }, options?: CallOptions): Promise<InclusionProof>;
  /** Gives the proof file of a release in the tree of that size. */
  releaseProof(
    name: string,
    version: string,
    options?: CallOptions & { readonly size?: number | undefined },
  ): Promise<Uint8Array>;
  /** Gives what a leaf names by its digest, such as an envelope; the digest is proved. */
  blob(digest: string, options?: CallOptions & { readonly limit?: number | undefined }): Promise<Uint8Array>;
  /** Gives the history of an agency's keys after a leaf, as of the tree of that size. */
  agencyKeys(
    agency: string,
    options?: CallOptions & { readonly after?: number | undefined; readonly size?: number | undefined },
  ): Promise<AgencyKeys>;
}
