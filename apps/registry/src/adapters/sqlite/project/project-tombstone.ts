import { parseLeaf, type LeafOf } from '@national-forge/transparency';

import { recordKey } from '../../../views/document-keys.ts';
import { getAlgorithmRow, touchAlgorithm } from '../algorithms.ts';
import { unpublishBlob } from '../blobs.ts';
import { removeDetail } from '../log/details.ts';
import { findLeaf } from '../log/leaves.ts';
import { eraseColumns, getReleaseRow, isArchiveUsed, updateStatus, type StoredRelease } from '../releases.ts';
import { erasedColumns } from './project-release.ts';
import { dropDocument, instantOfLeaf, noteChange, type LogFact, type Projection } from './projection.ts';
import { refreshLatest } from './refresh-algorithm.ts';
import { storeStatus } from './store-status.ts';

/**
 * Removes a release by law: it is never resolved again, its archive is no longer readable unless another release that is
 * not removed has the same, and goes with the next collecting. If the record goes too, row, document and detail lose
 * what it said; digest, version, time and leaf stay.
 */
export function projectTombstone(context: Projection, fact: LogFact<LeafOf<'tombstone'>>): void {
  const { sql } = context;
  const { leaf, index } = fact;
  const at = instantOfLeaf(fact);
  const algorithm = getAlgorithmRow(sql, leaf.name);
  const release = getReleaseRow(sql, algorithm.id, leaf.version);
  const changed: StoredRelease = {
    ...release,
    tombstoned_at: release.tombstoned_at ?? at.getTime(),
    tombstone_reference: leaf.reference,
    tombstone_index: index,
    status_index: index,
  };
  updateStatus(sql, release.id, changed);
  const archive = release.archive_digest;
  if (archive !== null && !isArchiveUsed(sql, archive)) unpublishBlob(sql, archive);
  if (leaf.erases === 'archive,detail') eraseRecord(context, leaf, changed);
  storeStatus(context, leaf.name, getReleaseRow(sql, algorithm.id, leaf.version));
  touchAlgorithm(sql, algorithm.id, at);
  refreshLatest(context, algorithm, fact);
  noteChange(context, leaf.name, release.sequence);
}

function eraseRecord(context: Projection, { name }: LeafOf<'tombstone'>, release: StoredRelease): void {
  const { sql } = context;
  const { version, published_at: publishedAt } = release;
  eraseColumns(sql, release.id, erasedColumns({ name, version, publishedAt }));
  const published = findLeaf(sql, release.log_index);
  const leaf = published && parseLeaf(published);
  if (leaf?.kind === 'release') removeDetail(sql, leaf.detail);
  dropDocument(context, recordKey(name, version));
}
