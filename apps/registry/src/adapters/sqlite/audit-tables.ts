import { isStable, versionSortKey } from '@national-forge/versioning';

import type { Damage } from '../../ports.ts';
import { LATEST_TAG } from '../../views/release-view.ts';
import { listAlgorithmRows, type AlgorithmRow } from './algorithms.ts';
import { findChannelRow } from './channels.ts';
import { findLatest } from './releases.ts';
import type { Sql } from './sql.ts';

type Found = (damage: Damage) => void;

const PAGE = 500;

/** Checks the database file and what the rows say of each other; gives the number of algorithms. */
export function auditTables(sql: Sql, found: Found): number {
  for (const { integrity_check: detail } of sql.all<{ integrity_check: string }>('PRAGMA integrity_check')) {
    if (detail !== 'ok') found({ kind: 'database', place: 'registry.db', detail });
  }
  for (const row of sql.all<{ table: string; rowid: number; parent: string }>('PRAGMA foreign_key_check')) {
    found({ kind: 'row', place: row.table, detail: `row ${row.rowid} refers to no row of ${row.parent}` });
  }
  auditBlobRows(sql, found);
  let count = 0;
  for (const algorithm of eachAlgorithm(sql)) {
    auditAlgorithm(sql, algorithm, found);
    count += 1;
  }
  return count;
}

/** Walks through all algorithms by name. */
export function* eachAlgorithm(sql: Sql): Generator<AlgorithmRow, void> {
  let page = listAlgorithmRows(sql, '', PAGE);
  while (page.length > 0) {
    yield* page;
    page = listAlgorithmRows(sql, page.at(-1)?.name ?? '', PAGE);
  }
}

function auditBlobRows(sql: Sql, found: Found): void {
  const text = `SELECT DISTINCT release.archive_digest AS digest FROM release
    LEFT JOIN blob ON blob.digest = release.archive_digest
    WHERE release.archive_digest IS NOT NULL AND release.tombstoned_at IS NULL
      AND (blob.published IS NOT 1 OR blob.size <> release.archive_size)`;
  for (const { digest } of sql.all<{ digest: string }>(text)) {
    found({ kind: 'row', place: digest, detail: 'a release refers to it, the row of the blob says otherwise' });
  }
}

interface VersionRow {
  readonly version: string;
  readonly sequence: number;
  readonly sort_key: Buffer;
  readonly stable: number;
}

function auditAlgorithm(sql: Sql, { id, name, version_count }: AlgorithmRow, found: Found): void {
  const tell = (detail: string): void => found({ kind: 'row', place: name, detail });
  const text = 'SELECT version, sequence, sort_key, stable FROM release WHERE algorithm_id = ? ORDER BY sequence';
  let next = 0;
  for (const row of sql.all<VersionRow>(text, id)) {
    if (row.sequence !== next) tell(`the version ${row.version} has the number ${row.sequence}, expected ${next}`);
    if (!hasRightKey(row)) tell(`the version ${row.version} has a wrong sort key`);
    next += 1;
  }
  if (next !== version_count) tell(`${version_count} versions are counted, ${next} are there`);
  const latest = findChannelRow(sql, id, LATEST_TAG)?.version;
  const expected = findLatest(sql, id)?.version;
  if (latest !== expected) tell(`latest points to ${latest ?? 'nothing'}, expected ${expected ?? 'nothing'}`);
}

function hasRightKey({ version, sort_key, stable }: VersionRow): boolean {
  return sort_key.equals(versionSortKey(version)) && stable === (isStable(version) ? 1 : 0);
}
