import type { Damage, DamageKind } from '../../../ports.ts';
import type { Sql } from '../sql.ts';
import { compareBlobs } from './compare-blobs.ts';
import { compareRows, type RowDifference } from './compare-rows.ts';
import { compareWords } from './compare-words.ts';
import { tablesOf } from './table-roles.ts';

/** Compared apart, each in its own way. */
const APART: ReadonlySet<string> = new Set(['blob', 'search_text']);

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
  for (const table of ['detail', ...tablesOf('view')]) {
    if (APART.has(table)) continue;
    counts[table] = compareRows(sides, table, (difference) => found(damageOf(difference)));
  }
  compareBlobs(sides, found);
  compareWords(sides, found);
  return counts;
}

/** Tells a difference of rows as a damaged place. */
export function damageOf({ table, row, what }: RowDifference): Damage {
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
