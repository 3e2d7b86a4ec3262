import type { LeafOf } from '@national-forge/transparency';

import { getAlgorithmRow, touchAlgorithm } from '../algorithms.ts';
import { getReleaseRow, updateStatus, type StatusColumns, type StoredRelease } from '../releases.ts';
import { instantOfLeaf, noteChange, type LogFact, type Projection } from './projection.ts';
import { refreshLatest } from './refresh-algorithm.ts';
import { storeStatus } from './store-status.ts';

type StatusLeaf = LeafOf<'yank' | 'unyank' | 'deprecate' | 'undeprecate'>;

/** Yanks, un-yanks, deprecates or un-deprecates a release. */
export function projectStatus(context: Projection, fact: LogFact<StatusLeaf>): void {
  const { sql } = context;
  const { name, version } = fact.leaf;
  const at = instantOfLeaf(fact);
  const algorithm = getAlgorithmRow(sql, name);
  const release = getReleaseRow(sql, algorithm.id, version);
  const changed: StoredRelease = { ...release, ...statusAfter(release, fact, at.getTime()) };
  updateStatus(sql, release.id, changed);
  storeStatus(context, name, changed);
  touchAlgorithm(sql, algorithm.id, at);
  refreshLatest(context, algorithm, fact);
  noteChange(context, name, release.sequence);
}

function statusAfter(
  release: StoredRelease,
  { leaf, index, detail }: LogFact<StatusLeaf>,
  at: number,
): Partial<StatusColumns> {
  const { reason } = detail as { readonly reason: string };
  switch (leaf.kind) {
    case 'yank':
      return { status_index: index, yanked_at: at, yanked_reason: reason };
    case 'unyank':
      return { status_index: index, yanked_at: null, yanked_reason: null };
    case 'deprecate': {
      // Another successor is another reason, but the version is deprecated since the first time.
      const since = release.deprecated_at ?? at;
      return { status_index: index, deprecated_at: since, deprecated_reason: reason, successor: leaf.successor };
    }
    case 'undeprecate':
      return { status_index: index, deprecated_at: null, deprecated_reason: null, successor: null };
  }
}
