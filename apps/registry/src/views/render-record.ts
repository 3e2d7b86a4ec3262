import type { ReleaseRecord } from '@national-forge/api';
import { canonicalJson, type JsonValue, type LeafOf } from '@national-forge/transparency';

import { recordKey } from './document-keys.ts';
import type { ReleaseDetail } from './release-detail.ts';
import { frozen, instantOf, type Rendered } from './rendered.ts';

/** Is the leaf of a release with its place and its detail. */
export interface PublishedRelease {
  readonly leaf: LeafOf<'release'>;
  readonly index: number;
  readonly detail: ReleaseDetail;
}

/**
 * Renders the record of a release, which never changes: the members of its detail, and `publishedAt`, `publisher` and
 * `logIndex` from its leaf; canonical JSON.
 */
export function renderRecord({ leaf, index, detail }: PublishedRelease): Rendered {
  const facts = { publishedAt: instantOf(leaf.time), publisher: leaf.actor, logIndex: index };
  const record: ReleaseRecord = { ...detail, ...facts };
  return frozen(recordKey(leaf.name, leaf.version), Buffer.from(canonicalJson(record as unknown as JsonValue)));
}
