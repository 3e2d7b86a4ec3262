import { findMovedAlgorithm } from './names.ts';
import type { Sql } from './sql.ts';

/** Adds to the downloads of a release on a day; a release that is not known is left out. Its name may have
 * moved since it was counted. */
export function addDownloads(
  sql: Sql,
  release: { readonly name: string; readonly version: string },
  count: { readonly day: string; readonly times: number },
): void {
  sql.run(
    `INSERT INTO download (name, version, day, count)
     SELECT algorithm.name, release.version, ?, ? FROM release JOIN algorithm ON algorithm.id = release.algorithm_id
     WHERE algorithm.name = ? AND release.version = ?
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
    count.day,
    count.times,
    findMovedAlgorithm(sql, release.name)?.to ?? release.name,
    release.version,
  );
}

/** Lists the downloads of an algorithm, by version and day. */
export function listDownloads(sql: Sql, name: string): readonly { version: string; day: string; count: number }[] {
  return sql.all('SELECT version, day, count FROM download WHERE name = ? ORDER BY version, day', name);
}
