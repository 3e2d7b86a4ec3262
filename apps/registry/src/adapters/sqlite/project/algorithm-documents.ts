import { HEAD_VERSIONS, LATEST_TAG, SEGMENT_SIZE, type AlgorithmView } from '../../../views/release-view.ts';
import { renderHead, renderSegment, renderVersionList } from '../../../views/render-algorithm.ts';
import type { Rendered } from '../../../views/rendered.ts';
import type { AlgorithmRow } from '../algorithms.ts';
import { listChannels } from '../channels.ts';
import { listFormerNames } from '../names.ts';
import { findLatest, findNewest, findNewestUsable, listBySequence, searchEntryOf, viewOf } from '../releases.ts';
import type { StoredRelease } from '../releases.ts';
import type { Sql } from '../sql.ts';

/** Finds the version that stands for an algorithm: the latest, else the newest not yanked, else the newest. */
export function findShown(sql: Sql, algorithmId: number): StoredRelease {
  const shown = findLatest(sql, algorithmId) ?? findNewestUsable(sql, algorithmId) ?? findNewest(sql, algorithmId);
  if (shown === undefined) throw new Error(`algorithm ${algorithmId} has no release`);
  return shown;
}

/** Gathers what the head of an algorithm shows, from rows. */
function algorithmView(sql: Sql, row: AlgorithmRow): AlgorithmView {
  const shown = findShown(sql, row.id);
  const channels = listChannels(sql, row.id);
  const from = Math.max(0, row.version_count - HEAD_VERSIONS);
  return {
    name: row.name,
    agency: row.agency,
    versionCount: row.version_count,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    shown: { hit: searchEntryOf(sql, shown.id).hit, deprecated: shown.deprecated_at !== null },
    latest: channels.find(({ tag }) => tag === LATEST_TAG)?.version ?? null,
    channels: channels.filter(({ tag }) => tag !== LATEST_TAG),
    formerNames: listFormerNames(sql, row.id).map(({ name }) => name),
    newest: listBySequence(sql, row.id, { from, count: HEAD_VERSIONS }).map(viewOf).reverse(),
  };
}

/** Renders the head of an algorithm from rows. */
export function headOf(sql: Sql, row: AlgorithmRow): Rendered {
  return renderHead(algorithmView(sql, row));
}

/** Renders the version listing of an algorithm from rows. */
export function versionListOf(row: AlgorithmRow): Rendered {
  return renderVersionList(row.name, row.version_count);
}

/** Renders one segment of the version listing from rows. */
export function segmentOf(sql: Sql, row: AlgorithmRow, segment: number): Rendered {
  const span = { from: segment * SEGMENT_SIZE, count: SEGMENT_SIZE };
  return renderSegment(row.name, segment, listBySequence(sql, row.id, span).map(viewOf));
}
