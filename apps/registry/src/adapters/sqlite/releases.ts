import { isStable, versionSortKey } from '@national-forge/versioning';

import type { ReleaseFacts, ReleaseRow, SearchEntry } from '../../ports.ts';
import type { ReleaseView } from '../../views/release-view.ts';
import type { Sql } from './sql.ts';

/** Is a release as it is stored; `search` (large) is read apart. */
export interface StoredRelease {
  readonly id: number;
  readonly version: string;
  readonly sequence: number;
  readonly release_digest: string;
  readonly archive_digest: string;
  readonly archive_size: number;
  readonly published_at: string;
  readonly publisher: string;
  readonly submission_id: string;
  readonly validity: string | null;
  readonly dependencies: string;
  readonly record_digest: string;
  readonly yanked_at: number | null;
  readonly yanked_reason: string | null;
  readonly deprecated_at: number | null;
  readonly deprecated_reason: string | null;
  readonly successor: string | null;
}

const COLUMNS = `id, version, sequence, release_digest, archive_digest, archive_size, published_at, publisher,
  submission_id, validity, dependencies, record_digest, yanked_at, yanked_reason, deprecated_at, deprecated_reason, successor`;

/** Is what inserting a release needs beside its row. */
export interface ReleasePlace {
  readonly algorithmId: number;
  readonly sequence: number;
  readonly submissionId: string;
  readonly recordDigest: string;
}

/** Inserts a release. */
export function insertRelease(sql: Sql, { record, search }: ReleaseRow, place: ReleasePlace): void {
  sql.run(
    `INSERT INTO release (algorithm_id, version, sequence, sort_key, stable, release_digest, archive_digest,
       archive_size, published_at, publisher, submission_id, validity, dependencies, record_digest, search)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    place.algorithmId,
    record.version,
    place.sequence,
    versionSortKey(record.version),
    isStable(record.version) ? 1 : 0,
    record.releaseDigest,
    record.archive.digest,
    record.archive.size,
    record.publishedAt,
    record.publisher,
    place.submissionId,
    record.validity && JSON.stringify(record.validity),
    JSON.stringify(record.dependencies),
    place.recordDigest,
    JSON.stringify(search),
  );
}

/** Finds a release by its version. */
export function findReleaseRow(sql: Sql, algorithmId: number, version: string): StoredRelease | undefined {
  const text = `SELECT ${COLUMNS} FROM release WHERE algorithm_id = ? AND version = ?`;
  return sql.get<StoredRelease>(text, algorithmId, version);
}

/** Lists all releases of an algorithm, highest version first. */
export function listByPrecedence(sql: Sql, algorithmId: number): readonly StoredRelease[] {
  const text = `SELECT ${COLUMNS} FROM release WHERE algorithm_id = ? ORDER BY sort_key DESC`;
  return sql.all<StoredRelease>(text, algorithmId);
}

/** Lists releases in the order of publication: `count` of them from `from`. */
export function listBySequence(sql: Sql, algorithmId: number, span: { from: number; count: number }): StoredRelease[] {
  const text = `SELECT ${COLUMNS} FROM release WHERE algorithm_id = ? AND sequence >= ? AND sequence < ? ORDER BY sequence`;
  return sql.all<StoredRelease>(text, algorithmId, span.from, span.from + span.count);
}

/** Finds the highest stable version that is not yanked. */
export function findLatest(sql: Sql, algorithmId: number): StoredRelease | undefined {
  const text = `SELECT ${COLUMNS} FROM release INDEXED BY release_latest
    WHERE algorithm_id = ? AND stable = 1 AND yanked_at IS NULL ORDER BY sort_key DESC LIMIT 1`;
  return sql.get<StoredRelease>(text, algorithmId);
}

/** Finds the version published last that is not yanked. */
export function findNewestUsable(sql: Sql, algorithmId: number): StoredRelease | undefined {
  const text = `SELECT ${COLUMNS} FROM release INDEXED BY release_newest
    WHERE algorithm_id = ? AND yanked_at IS NULL ORDER BY sequence DESC LIMIT 1`;
  return sql.get<StoredRelease>(text, algorithmId);
}

/** Finds the version published last, yanked or not. */
export function findNewest(sql: Sql, algorithmId: number): StoredRelease | undefined {
  const text = `SELECT ${COLUMNS} FROM release WHERE algorithm_id = ? ORDER BY sequence DESC LIMIT 1`;
  return sql.get<StoredRelease>(text, algorithmId);
}

/** Gives what search knows of a release. */
export function searchEntryOf(sql: Sql, releaseId: number): SearchEntry {
  const row = sql.get<{ search: string }>('SELECT search FROM release WHERE id = ?', releaseId);
  if (row === undefined) throw new Error(`release ${releaseId} is gone`);
  return JSON.parse(row.search) as SearchEntry;
}

/** Is the mutable part of a release. */
export type StatusColumns = Pick<
  StoredRelease,
  'yanked_at' | 'yanked_reason' | 'deprecated_at' | 'deprecated_reason' | 'successor'
>;

/** Replaces the status of a release. */
export function updateStatus(sql: Sql, releaseId: number, status: StatusColumns): void {
  sql.run(
    `UPDATE release SET yanked_at = ?, yanked_reason = ?, deprecated_at = ?, deprecated_reason = ?, successor = ?
     WHERE id = ?`,
    status.yanked_at,
    status.yanked_reason,
    status.deprecated_at,
    status.deprecated_reason,
    status.successor,
    releaseId,
  );
}

/** Maps a row to what documents show. */
export function viewOf(row: StoredRelease): ReleaseView {
  return {
    version: row.version,
    releaseDigest: row.release_digest,
    publishedAt: row.published_at,
    validity: row.validity === null ? null : (JSON.parse(row.validity) as ReleaseView['validity']),
    yanked: row.yanked_at === null ? null : { reason: row.yanked_reason ?? '', since: row.yanked_at },
    deprecated:
      row.deprecated_at === null
        ? null
        : { reason: row.deprecated_reason ?? '', since: row.deprecated_at, successor: row.successor },
  };
}

/** Maps a row to the facts of a release. */
export function factsOf(name: string, row: StoredRelease): ReleaseFacts {
  const { validity, deprecated } = viewOf(row);
  return {
    name,
    version: row.version,
    releaseDigest: row.release_digest,
    archive: { digest: row.archive_digest, size: row.archive_size },
    publishedAt: new Date(row.published_at),
    publisher: row.publisher,
    submissionId: row.submission_id,
    validity,
    dependencies: JSON.parse(row.dependencies) as ReleaseFacts['dependencies'],
    yanked: row.yanked_at !== null,
    deprecated: deprecated && { reason: deprecated.reason, successor: deprecated.successor },
  };
}
