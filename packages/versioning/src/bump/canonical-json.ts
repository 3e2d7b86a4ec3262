import type { Json } from '../contract/formula.ts';

/** Writes a value in one form: the names of members sorted. Two values are equal exactly if they are written alike. */
export function canonicalJson(value: Json): string {
  return JSON.stringify(value, (_, part: Json) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
