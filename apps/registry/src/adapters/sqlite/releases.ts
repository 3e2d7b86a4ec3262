import { isStable, versionSortKey } from '@national-forge/versioning';

import type { ReleaseFacts } from '../../ports.ts';
import type { ReleaseView } from '../../views/release-view.ts';
import type { WaiverDetail } from '../../views/waiver-detail.ts';
import type { SearchEntry } from '../../views/search-entry.ts';
import type { Sql, SqlValue } from './sql.ts';

/** Is a release as it is stored; `search` (large) is read apart. */
export interface StoredRelease {
  readonly id: number;
  readonly version: string;
  readonly sequence: number;
  readonly release_digest: string;
  readonly log_index: number;
  readonly archive_digest: string | null;
  readonly archive_size: number;
  readonly published_at: string;
  readonly publisher: string;
  readonly validity: string | null;
  readonly dependencies: string;
  readonly yanked_at: number | null;
  readonly yanked_reason: string | null;
  readonly deprecated_at: number | null;
  readonly deprecated_reason: string | null;
  readonly successor: string | null;
  readonly tombstoned_at: number | null;
  readonly tombstone_reference: string | null;
  readonly tombstone_index: number | null;
  readonly erased: number;
  readonly status_index: number;
  /** What it changes against the version below it; `null` where nobody judged. */
  readonly level: string | null;
  /** JSON of what the agency waived; `null`: nothing. */
  readonly waiver: string | null;
  readonly waiver_index: number | null;
  readonly waived_at: number | null;
  /** 0: yanked or removed by law. */
  readonly usable: number;
}

const COLUMNS = `id, version, sequence, release_digest, log_index, archive_digest, archive_size, published_at, publisher,
  validity, dependencies, yanked_at, yanked_reason, deprecated_at, deprecated_reason, successor, tombstoned_at,
  tombstone_reference, tombstone_index, erased, status_index, level, waiver, waiver_index, waived_at, usable`;

/** Is what the detail of a release says, and what goes with it when it is erased. */
export interface ErasableColumns {
  readonly archive: { readonly digest: string; readonly size: number } | null;
  readonly validity: ReleaseFacts['validity'];
  readonly dependencies: Readonly<Record<string, string>>;
  readonly search: SearchEntry;
  readonly vectorsDigest: string | null;
  readonly level: string | null;
}

/** Is a release about to be inserted. */
export interface NewRelease extends ErasableColumns {
  readonly algorithmId: number;
  readonly version: string;
  readonly sequence: number;
  readonly releaseDigest: string;
  readonly logIndex: number;
  readonly publishedAt: string;
  readonly publisher: string;
}

/** Inserts a release. */
export function insertRelease(sql: Sql, release: NewRelease): void {
  const { version, logIndex } = release;
  sql.run(
    `INSERT INTO release (algorithm_id, version, sequence, sort_key, stable, release_digest, log_index, status_index,
       published_at, publisher, archive_digest, archive_size, validity, dependencies, search, vectors_digest, level)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    release.algorithmId,
    version,
    release.sequence,
    versionSortKey(version),
    isStable(version) ? 1 : 0,
    release.releaseDigest,
    logIndex,
    logIndex,
    release.publishedAt,
    release.publisher,
    ...erasableValues(release),
  );
}

/** Takes out of a row what its detail said. */
export function eraseColumns(sql: Sql, releaseId: number, columns: ErasableColumns): void {
  const text = `UPDATE release SET erased = 1, archive_digest = ?, archive_size = ?, validity = ?, dependencies = ?,
    search = ?, vectors_digest = ?, level = ? WHERE id = ?`;
  sql.run(text, ...erasableValues(columns), releaseId);
}

function erasableValues(columns: ErasableColumns): readonly SqlValue[] {
  const { archive, validity, dependencies, search, vectorsDigest, level } = columns;
  return [
    archive?.digest ?? null,
    archive?.size ?? 0,
    validity ? JSON.stringify(validity) : null,
    JSON.stringify(dependencies),
    JSON.stringify(search),
    vectorsDigest,
    level,
  ];
}

/** Tells whether a release that is not removed by law has this archive. */
export function isArchiveUsed(sql: Sql, digest: string): boolean {
  const text = 'SELECT 1 AS used FROM release WHERE archive_digest = ? AND tombstoned_at IS NULL LIMIT 1';
  return sql.get(text, digest) !== undefined;
}

/** Finds the release from which the law removed an archive, if no release still has it. */
export function findRemoved(
  sql: Sql,
  digest: string,
): { readonly name: string; readonly version: string; readonly reference: string } | undefined {
  const text = `SELECT algorithm.name, release.version, release.tombstone_reference AS reference
    FROM release JOIN algorithm ON algorithm.id = release.algorithm_id
    WHERE release.archive_digest = ? ORDER BY release.tombstoned_at IS NULL DESC, release.id LIMIT 1`;
  const row = sql.get<{ name: string; version: string; reference: string | null }>(text, digest);
  return row === undefined || row.reference === null ? undefined : { ...row, reference: row.reference };
}

/** Gives a release that must be there. */
export function getReleaseRow(sql: Sql, algorithmId: number, version: string): StoredRelease {
  const row = findReleaseRow(sql, algorithmId, version);
  if (row === undefined) throw new Error(`release ${version} of algorithm ${algorithmId} is gone`);
  return row;
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

/** Finds the highest stable version that can be used. */
export function findLatest(sql: Sql, algorithmId: number): StoredRelease | undefined {
  const text = `SELECT ${COLUMNS} FROM release INDEXED BY release_latest
    WHERE algorithm_id = ? AND stable = 1 AND usable = 1 ORDER BY sort_key DESC LIMIT 1`;
  return sql.get<StoredRelease>(text, algorithmId);
}

/** Finds the version published last that can be used. */
export function findNewestUsable(sql: Sql, algorithmId: number): StoredRelease | undefined {
  const text = `SELECT ${COLUMNS} FROM release INDEXED BY release_newest
    WHERE algorithm_id = ? AND usable = 1 ORDER BY sequence DESC LIMIT 1`;
  return sql.get<StoredRelease>(text, algorithmId);
}

/** Finds the version published last, usable or not. */
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
  | 'yanked_at'
  | 'yanked_reason'
  | 'deprecated_at'
  | 'deprecated_reason'
  | 'successor'
  | 'tombstoned_at'
  | 'tombstone_reference'
  | 'tombstone_index'
  | 'status_index'
>;

/** Replaces the status of a release. */
export function updateStatus(sql: Sql, releaseId: number, status: StatusColumns): void {
  sql.run(
    `UPDATE release SET yanked_at = ?, yanked_reason = ?, deprecated_at = ?, deprecated_reason = ?, successor = ?,
       tombstoned_at = ?, tombstone_reference = ?, tombstone_index = ?, status_index = ? WHERE id = ?`,
    status.yanked_at,
    status.yanked_reason,
    status.deprecated_at,
    status.deprecated_reason,
    status.successor,
    status.tombstoned_at,
    status.tombstone_reference,
    status.tombstone_index,
    status.status_index,
    releaseId,
  );
}

/** Lists the releases that name a successor in these words. */
export function listSucceeded(
  sql: Sql,
  successor: string,
): readonly { readonly algorithmId: number; readonly name: string; readonly version: string }[] {
  const text = `SELECT algorithm.id AS algorithmId, algorithm.name, release.version
    FROM release JOIN algorithm ON algorithm.id = release.algorithm_id WHERE release.successor = ?`;
  return sql.all(text, successor);
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
    tombstoned:
      row.tombstoned_at === null ? null : { reference: row.tombstone_reference ?? '', since: row.tombstoned_at },
    waived: waivedOf(row),
    level: row.level as ReleaseView['level'],
    statusIndex: row.status_index,
  };
}

function waivedOf({ waiver, waiver_index: index, waived_at: since }: StoredRelease): ReleaseView['waived'] {
  if (waiver === null || index === null || since === null) return null;
  return { ...(JSON.parse(waiver) as WaiverDetail), since, logIndex: index };
}

/** Is what other tables know of a release. */
export interface FactsBeside extends Pick<ReleaseFacts, 'name' | 'publishedAs' | 'submissionId'> {
  /** The present name of its successor, where it has another one now than was said. */
  readonly successorMovedTo: string | undefined;
}

/** Maps a row to the facts of a release. */
export function factsOf(row: StoredRelease, beside: FactsBeside): ReleaseFacts {
  const { validity, deprecated, tombstoned } = viewOf(row);
  const { successorMovedTo, ...named } = beside;
  return {
    ...named,
    version: row.version,
    releaseDigest: row.release_digest,
    archive: row.archive_digest === null ? null : { digest: row.archive_digest, size: row.archive_size },
    publishedAt: new Date(row.published_at),
    publisher: row.publisher,
    logIndex: row.log_index,
    validity,
    dependencies: JSON.parse(row.dependencies) as ReleaseFacts['dependencies'],
    yanked: row.usable === 0,
    deprecated: deprecated && {
      reason: deprecated.reason,
      successor: deprecated.successor,
      ...(successorMovedTo !== undefined && { successorMovedTo }),
    },
    tombstone: tombstoned && {
      reference: tombstoned.reference,
      since: new Date(tombstoned.since),
      erasesDetail: row.erased === 1,
      logIndex: row.tombstone_index ?? row.status_index,
    },
  };
}
