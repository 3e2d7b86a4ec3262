import type { Schema } from './document.ts';
import { placeOf, type Place } from './place.ts';

/** Is a value without the members that were not declared. */
export interface Dropped<T> {
  readonly value: T;
  /** JSON Pointers (RFC 6901) of what was taken out. */
  readonly dropped: readonly string[];
}

/**
 * Takes out of an input the members that the schema does not declare, as `inputMode: tolerant` promises
 * (docs/spec/contract.md, §5). Where a schema says nothing of members nothing is taken out.
 *
 * @example
 * dropUndeclared({ properties: { income: { minimum: 0 } } }, { income: 10, note: 'x' });
 * // { value: { income: 10 }, dropped: ['/note'] }
 */
export function dropUndeclared<T>(schema: Schema, value: T): Dropped<T> {
  const dropped: string[] = [];
  return { value: drop(placeOf(schema), { value, pointer: '', dropped }) as T, dropped };
}

interface Visit {
  readonly value: unknown;
  readonly pointer: string;
  readonly dropped: string[];
}

function drop(place: Place, { value, pointer, dropped }: Visit): unknown {
  if (typeof value !== 'object' || value === null || place.schemas.length === 0) return value;
  if (Array.isArray(value)) {
    return value.map((item, index) => drop(place.items(), { value: item, pointer: `${pointer}/${index}`, dropped }));
  }
  const { declared } = place;
  if (declared === undefined) return value;
  const kept: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (declared.has(name)) kept.push([name, drop(place.member(name), { value: member, pointer: at, dropped })]);
    else dropped.push(at);
  }
  return Object.fromEntries(kept);
}
