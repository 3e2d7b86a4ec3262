import { versionSortKey } from '@national-forge/versioning';

import type { VersionBindings } from '../../ports.ts';
import type { WaiverDetail } from '../../views/waiver-detail.ts';
import type { Sql, SqlValue } from './sql.ts';

/** Is a version of a line, with what was waived when it was published. */
interface LineRow {
  readonly version: string;
  readonly waiver: string | null;
}

/** Says which version asks, and where it stands. */
interface Place {
  readonly algorithmId: number;
  readonly line: string;
}

/** Gives the newest leaf that changed which versions an algorithm has, or their status. */
export function findRevision(sql: Sql, algorithmId: number): number | null {
  const text = `SELECT status_index FROM release INDEXED BY release_revision
    WHERE algorithm_id = ? ORDER BY status_index DESC LIMIT 1`;
  return sql.get<{ status_index: number }>(text, algorithmId)?.status_index ?? null;
}

/**
 * Finds what binds a version of an algorithm. Costs by the neighbours and the distinct contents of vectors, not by the versions; for
 * one that comes late, by the versions above it.
 */
export function findBindings(
  sql: Sql,
  algorithmId: number,
  { version, line }: { readonly version: string; readonly line: string },
): VersionBindings {
  const place = { algorithmId, line };
  const key = Buffer.from(versionSortKey(version));
  return {
    revision: findRevision(sql, algorithmId),
    below: listBelow(sql, place, key),
    above: listAbove(sql, place, key),
    vectors: listVectors(sql, place),
  };
}

/** Notes a waiver on a release. */
export function putWaiver(
  sql: Sql,
  releaseId: number,
  { index, at, detail }: { readonly index: number; readonly at: Date; readonly detail: WaiverDetail },
): void {
  const text = 'UPDATE release SET waiver = ?, waiver_index = ?, waived_at = ? WHERE id = ?';
  sql.run(text, JSON.stringify(detail), index, at.getTime(), releaseId);
}

/** Bounds how far is looked: below for neighbours, above for all that the vectors of a late version bind. */
const BELOW = 8;
const ABOVE = 500;

function listBelow(sql: Sql, { algorithmId, line }: Place, key: SqlValue): VersionBindings['below'] {
  const text = `SELECT version, waiver FROM release INDEXED BY release_line
    WHERE algorithm_id = ? AND line = ? AND stable = 1 AND usable = 1 AND sort_key < ?
    ORDER BY sort_key DESC LIMIT ?`;
  const rows = sql.all<LineRow>(text, algorithmId, line, key, BELOW + 1);
  return rows.slice(0, BELOW).map((row, at) => neighbour(row, rows[at + 1]));
}

function listAbove(sql: Sql, { algorithmId, line }: Place, key: SqlValue): VersionBindings['above'] {
  const text = `SELECT version, waiver FROM release INDEXED BY release_line
    WHERE algorithm_id = ? AND line = ? AND stable = 1 AND usable = 1 AND sort_key > ? ORDER BY sort_key LIMIT ?`;
  const rows = sql.all<LineRow>(text, algorithmId, line, key, ABOVE);
  return rows.map((row, at) => neighbour(row, rows[at - 1]));
}

const neighbour = (row: LineRow, lower: LineRow | undefined) => ({
  version: row.version,
  waived: lower !== undefined && (hasWaived(row, lower) || hasWaived(lower, row)),
});

const hasWaived = ({ waiver }: LineRow, { version }: LineRow): boolean =>
  waiver !== null && (JSON.parse(waiver) as WaiverDetail).waived.some(({ against }) => against === version);

/**
 * Lists the distinct contents of vectors, each with the lowest version of each period that has it: of a rule, that of an earlier
 * year does not bind where a later one with the same vectors does. The index is searched once for each.
 */
function listVectors(sql: Sql, { algorithmId, line }: Place): VersionBindings['vectors'] {
  const text = `SELECT vectors_digest AS digest, period, version FROM release INDEXED BY release_vectors
    WHERE algorithm_id = ? AND line = ? AND stable = 1 AND usable = 1
      AND vectors_digest IS NOT NULL AND (vectors_digest, period) > (?, ?)
    ORDER BY vectors_digest, period, sort_key LIMIT 1`;
  const found: { readonly digest: string; readonly version: string }[] = [];
  let last = { digest: '', period: '' };
  for (;;) {
    const row = sql.get<typeof last & { version: string }>(text, algorithmId, line, last.digest, last.period);
    if (row === undefined) return found;
    last = row;
    found.push({ digest: row.digest, version: row.version });
  }
}
