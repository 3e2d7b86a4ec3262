import type { SearchHit } from '@national-forge/api';

import type { Sql } from '../../sql.ts';
import { packRank, settleRank, type Signals } from './rank.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Counting stops where one more says nothing. */
const MOST = 1000;

const DEPENDENTS = `SELECT count(*) AS count FROM (SELECT 1 FROM dependency WHERE target = ? LIMIT ${MOST})`;
const DOWNLOADS = 'SELECT coalesce(sum(count), 0) AS count FROM download WHERE name = ? AND version = ? AND day >= ?';
const VECTORS = 'SELECT 1 AS found FROM release WHERE algorithm_id = ? AND version = ? AND vectors_digest IS NOT NULL';

/** Gives the packed static rank of an algorithm as its signals are now, held near the one before: 0 if there was none. */
export function rankNow(
  sql: Sql,
  { before, ...shown }: { readonly id: number; readonly hit: SearchHit; readonly before: number },
  now: Date,
): number {
  return settleRank(before, packRank(shown.hit, readSignals(sql, shown, now)));
}

/** Reads what speaks for an algorithm: nothing is invented, downloads are those of the version that search shows. */
function readSignals(sql: Sql, { id, hit }: { readonly id: number; readonly hit: SearchHit }, now: Date): Signals {
  const { name, version, updatedAt } = hit;
  const since = new Date(now.getTime() - 90 * DAY).toISOString().slice(0, 10);
  const published = Date.parse(updatedAt);
  return {
    dependents: sql.get<{ count: number }>(DEPENDENTS, name)?.count ?? 0,
    downloads: sql.get<{ count: number }>(DOWNLOADS, name, version, since)?.count ?? 0,
    hasVectors: sql.get(VECTORS, id, version) !== undefined,
    age: Number.isNaN(published) ? 0 : Math.floor((now.getTime() - published) / DAY),
  };
}
