import { hasAgency } from '../agencies.ts';
import { findAlgorithmRow, type AlgorithmRow } from '../algorithms.ts';
import { findMovedAgency, findMovedAlgorithm } from '../names.ts';
import { Refusal } from '../refusal.ts';
import type { Sql } from '../sql.ts';

/** Finds an algorithm by its present name, or throws a `Refusal` (`algorithm-moved`, `algorithm-unknown`). */
export function findAlgorithm(sql: Sql, name: string): AlgorithmRow {
  const found = findAlgorithmRow(sql, name);
  if (found !== undefined) return found;
  assertNotMoved(sql, name);
  throw new Refusal('algorithm-unknown', { name });
}

/** Refuses a name that an algorithm gave up, for nothing is written under it again: `Refusal` `algorithm-moved`. */
export function assertNotMoved(sql: Sql, name: string): void {
  const moved = findMovedAlgorithm(sql, name);
  if (moved !== undefined) throw new Refusal('algorithm-moved', { from: name, to: moved.to });
}

/** Refuses a name that no agency has now: `Refusal` `agency-moved`, `agency-unknown`. */
export function assertAgency(sql: Sql, agency: string): void {
  if (hasAgency(sql, agency)) return;
  const to = findMovedAgency(sql, agency);
  throw to === undefined
    ? new Refusal('agency-unknown', { agency })
    : new Refusal('agency-moved', { from: agency, to });
}

/** Refuses a name that an agency has or had: `Refusal` `agency-taken`. */
export function assertAgencyFree(sql: Sql, agency: string): void {
  const isTaken = hasAgency(sql, agency) || findMovedAgency(sql, agency) !== undefined;
  if (isTaken) throw new Refusal('agency-taken', { agency });
}

/** Refuses a name that an algorithm has or had: `Refusal` `algorithm-taken`. */
export function assertNameFree(sql: Sql, name: string): void {
  const isTaken = findAlgorithmRow(sql, name) !== undefined || findMovedAlgorithm(sql, name) !== undefined;
  if (isTaken) throw new Refusal('algorithm-taken', { name });
}
