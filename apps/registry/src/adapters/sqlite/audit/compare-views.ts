import type { Damage, DamageKind } from '../../../ports.ts';
import type { Sql } from '../sql.ts';
import { compareBlobs } from './compare-blobs.ts';
import { compareRows, type RowDifference } from './compare-rows.ts';
import { tablesOf } from './table-roles.ts';

/** Gives how many rows each table of views should have. */
export type ViewCounts = Readonly<Record<string, number>>;

/**
 * Compares every table of views, and the details, with those that the log gives; gives how many rows were expected.
 * Their schema must be the same.
 */
export function compareViews(
  sides: { readonly expected: Sql; readonly stored: Sql },
  found: (damage: Damage) => void,
): ViewCounts {
  const counts: Record<string, number> = {};
  for (const table of VIEWS) {
    const count = compareView(sides, table, found);
    if (count !== undefined) counts[table] = count;
  }
  return counts;
}

/** Lists what is compared: the details, then every table of views. */
export const VIEWS: readonly string[] = ['detail', ...tablesOf('view')];

/** Compares one table; gives how many rows were expected, where rows are what is compared. */
export function compareView(
  sides: { readonly expected: Sql; readonly stored: Sql },
  table: string,
  found: (damage: Damage) => void,
): number | undefined {
  switch (table) {
    case 'blob':
      compareBlobs(sides, found);
      return undefined;
    default:
      return compareRows(sides, table, (difference) => found(damageOf(difference)));
  }
}

/** Tells a difference of rows as a damaged place. */
function damageOf({ table, row, what }: RowDifference): Damage {
  const isText = typeof what === 'string';
  const place = table === 'document' || table === 'detail' ? row : `${table} ${row}`;
  const detail = isText ? SAID[what] : `${what.join(', ')}: not what the log gives`;
  return { kind: kindOf(table, isText ? what : 'differs'), place, detail };
}

const SAID = {
  missing: 'the log gives it; it is not there',
  unknown: 'it is there; the log does not give it',
} as const;

function kindOf(table: string, what: 'missing' | 'unknown' | 'differs'): DamageKind {
  if (table === 'document') return `document-${what}`;
  if (table === 'detail') return 'detail';
  return table.startsWith('search_') ? 'search' : 'row';
}
