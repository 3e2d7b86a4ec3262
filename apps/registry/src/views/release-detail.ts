import type { ReleaseRecord } from '@national-forge/api';
import type { Manifest } from '@national-forge/manifest';
import { canonicalJson, type JsonValue } from '@national-forge/transparency';

/**
 * Holds what the registry says of a release beside its leaf: the release record without the three members that leaf
 * and index give. Its canonical JSON is the `detail` of the leaf.
 */
export type ReleaseDetail = Omit<ReleaseRecord, 'publishedAt' | 'publisher' | 'logIndex'>;

/** Writes the detail of a release as canonical JSON (RFC 8785). */
export function formatReleaseDetail(detail: ReleaseDetail): Uint8Array {
  // Through JSON first: a member that is there without a value is none.
  return Buffer.from(canonicalJson(JSON.parse(JSON.stringify(detail)) as JsonValue));
}

/** Reads the detail of a release that the registry itself has written. */
export function parseReleaseDetail(bytes: Uint8Array): ReleaseDetail {
  return JSON.parse(Buffer.from(bytes).toString()) as ReleaseDetail;
}

/** Gives the manifest of a release; it was validated before the detail was written. */
export function manifestOf(detail: ReleaseDetail): Manifest {
  return detail.manifest as unknown as Manifest;
}
