import type { Damage } from '../../../ports.ts';
import type { Sql } from '../sql.ts';

// Statistics that an operator let SQLite gather are no part of the schema.
const LIST = `SELECT type || ' ' || name AS thing, coalesce(sql, '') AS text FROM sqlite_schema
  WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'`;

/**
 * Compares tables, indexes and triggers with those that the migrations make: a trigger that somebody added changes what
 * is written later, one that was taken out lets the log be changed. Tells whether every table is there as it should be.
 */
export function compareSchema(
  { expected, stored }: { readonly expected: Sql; readonly stored: Sql },
  found: (damage: Damage) => void,
): boolean {
  const wanted = thingsOf(expected);
  const there = thingsOf(stored);
  let isWhole = true;
  for (const thing of new Set([...wanted.keys(), ...there.keys()])) {
    if (wanted.get(thing) === there.get(thing)) continue;
    isWhole &&= !wanted.has(thing) || !thing.startsWith('table ');
    found({ kind: 'schema', place: thing, detail: detailOf(wanted.has(thing), there.has(thing)) });
  }
  return isWhole;
}

const thingsOf = (sql: Sql): ReadonlyMap<string, string> =>
  new Map(sql.all<{ thing: string; text: string }>(LIST).map(({ thing, text }) => [thing, text]));

function detailOf(isWanted: boolean, isThere: boolean): string {
  if (!isWanted) return 'no migration makes it';
  return isThere ? 'it is not as the migrations make it' : 'it is missing';
}
