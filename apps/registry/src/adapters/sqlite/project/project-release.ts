import type { LeafOf } from '@national-forge/transparency';

import type { ReleaseFacts } from '../../../ports.ts';
import { renderRecord } from '../../../views/render-record.ts';
import { manifestOf, type ReleaseDetail } from '../../../views/release-detail.ts';
import { instantOf } from '../../../views/rendered.ts';
import { erasedEntryOf, searchEntryOf } from '../../../views/search-entry.ts';
import { countVersion, findAlgorithmRow, insertAlgorithm, type AlgorithmRow } from '../algorithms.ts';
import { publishBlob } from '../blobs.ts';
import { getReleaseRow, insertRelease, type ErasableColumns } from '../releases.ts';
import { instantOfLeaf, noteChange, storeDocument, type LogFact, type Projection } from './projection.ts';
import { refreshLatest } from './refresh-algorithm.ts';
import { storeStatus } from './store-status.ts';

/**
 * Publishes a release: its row, its record, its status; its archive becomes readable. Without its detail, which only a
 * tombstone may have erased, what is left is digest, version and time.
 */
export function projectRelease(context: Projection, fact: LogFact<LeafOf<'release'>>): void {
  const { sql } = context;
  const { leaf, index } = fact;
  const at = instantOfLeaf(fact);
  const detail = fact.detail as ReleaseDetail | null;
  const algorithm = openAlgorithm(context, leaf.name, at);
  const sequence = algorithm.version_count;
  const publishedAt = instantOf(leaf.time);
  insertRelease(sql, {
    algorithmId: algorithm.id,
    sequence,
    version: leaf.version,
    releaseDigest: leaf.release,
    logIndex: index,
    publishedAt,
    publisher: leaf.actor,
    ...(detail === null ? erasedColumns({ ...leaf, publishedAt }) : columnsOf(detail, publishedAt)),
  });
  countVersion(sql, algorithm.id, at);
  if (detail !== null) {
    publishBlob(sql, detail.archive.digest);
    storeDocument(context, renderRecord({ leaf, index, detail }));
  }
  storeStatus(context, leaf.name, getReleaseRow(sql, algorithm.id, leaf.version));
  refreshLatest(context, algorithm, fact);
  noteChange(context, leaf.name, sequence);
}

function openAlgorithm({ sql }: Projection, name: string, at: Date): AlgorithmRow {
  const found = findAlgorithmRow(sql, name);
  if (found !== undefined) return found;
  insertAlgorithm(sql, { name, agency: name.slice(0, name.indexOf('/')) }, at);
  return openAlgorithm({ sql } as Projection, name, at);
}

function columnsOf(detail: ReleaseDetail, publishedAt: string): ErasableColumns {
  const { archive, dependencies, vectorsDigest, verdict } = detail;
  const validity = detail.validity as ReleaseFacts['validity'];
  const search = searchEntryOf(manifestOf(detail), publishedAt);
  return { archive, validity, dependencies, search, vectorsDigest, level: verdict?.level ?? null };
}

/** Gives what stands in the row of a release whose detail is gone. */
export function erasedColumns(release: {
  readonly name: string;
  readonly version: string;
  readonly publishedAt: string;
}): ErasableColumns {
  const search = erasedEntryOf(release);
  return { archive: null, validity: null, dependencies: {}, search, vectorsDigest: null, level: null };
}
