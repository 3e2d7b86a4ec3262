import { versionSortKey } from '@national-forge/versioning';

import type { VersionBindings } from '../../ports.ts';
import type { WaiverDetail } from '../../views/waiver-detail.ts';
import type { Sql, SqlValue } from './sql.ts';

/** Is what a walk along a line of versions sees of one. */
interface LineVersion {
  readonly version: string;
  readonly sort_key: Buffer;
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

/** Finds what binds a version of an algorithm. Costs by the neighbours and the distinct contents of vectors, not by the versions. */
export function findBindings(
  sql: Sql,
  algorithmId: number,
  { version, line }: { readonly version: string; readonly line: string },
): VersionBindings {
  const place = { algorithmId, line };
  const key = versionSortKey(version);
  return {
    revision: findRevision(sql, algorithmId),
    below: walk(version, key, (from) => findBelow(sql, place, from)),
    above: walk(version, key, (from) => findAbove(sql, place, from)),
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

/** Bounds how far a walk goes on across waived edges: an agency that waives everything is not to cost more and more. */
const EDGES = 8;

/** Takes the nearest version, and goes on to the next as long as what lies between the two was waived. */
function walk(version: string, key: Uint8Array, next: (key: Uint8Array) => LineVersion | undefined): readonly string[] {
  const found: string[] = [];
  let from: Pick<LineVersion, 'version' | 'waiver'> = { version, waiver: null };
  for (let at = next(key); at !== undefined && found.length < EDGES; at = next(at.sort_key)) {
    if (found.length > 0 && !isWaived(from, at)) break;
    found.push(at.version);
    from = at;
  }
  return found;
}

type Waiving = Pick<LineVersion, 'version' | 'waiver'>;

const isWaived = (one: Waiving, other: Waiving): boolean => hasWaived(one, other) || hasWaived(other, one);

const hasWaived = ({ waiver }: Waiving, { version }: Waiving): boolean =>
  waiver !== null && (JSON.parse(waiver) as WaiverDetail).waived.some(({ against }) => against === version);

function findBelow(sql: Sql, { algorithmId, line }: Place, key: SqlValue): LineVersion | undefined {
  const text = `SELECT version, sort_key, waiver FROM release INDEXED BY release_line
    WHERE algorithm_id = ? AND line = ? AND stable = 1 AND usable = 1 AND sort_key < ? ORDER BY sort_key DESC LIMIT 1`;
  return sql.get<LineVersion>(text, algorithmId, line, key);
}

function findAbove(sql: Sql, { algorithmId, line }: Place, key: SqlValue): LineVersion | undefined {
  const text = `SELECT version, sort_key, waiver FROM release INDEXED BY release_line
    WHERE algorithm_id = ? AND line = ? AND stable = 1 AND usable = 1 AND sort_key > ? ORDER BY sort_key LIMIT 1`;
  return sql.get<LineVersion>(text, algorithmId, line, key);
}

/** Lists the distinct contents of vectors, each with the lowest version that has it: the index is searched once for each. */
function listVectors(sql: Sql, { algorithmId, line }: Place): VersionBindings['vectors'] {
  const text = `SELECT vectors_digest AS digest, version FROM release INDEXED BY release_vectors
    WHERE algorithm_id = ? AND line = ? AND stable = 1 AND usable = 1 AND vectors_digest > ?
    ORDER BY vectors_digest, sort_key LIMIT 1`;
  const found: { readonly digest: string; readonly version: string }[] = [];
  for (;;) {
    const row = sql.get<{ digest: string; version: string }>(text, algorithmId, line, found.at(-1)?.digest ?? '');
    if (row === undefined) return found;
    found.push(row);
  }
}
