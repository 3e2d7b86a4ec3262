import { isEqual } from '../contract/equal.ts';
import type { Json } from '../contract/formula.ts';

/** Is a place where two documents differ: only `new` where it was added, only `old` where it was removed. */
export interface JsonDifference {
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
  readonly old?: Json;
  readonly new?: Json;
}

/**
 * Lists where two JSON documents differ, in the order of the newer one, what was removed last. Members are looked into; a
 * list whose length changed is one difference, as its places mean nothing then.
 * @example
 * jsonDifferences({ risk: { level: 'minimal' } }, { risk: { level: 'limited' } });
 * // [{ pointer: '/risk/level', old: 'minimal', new: 'limited' }]
 */
export function jsonDifferences(old: Json, newer: Json): readonly JsonDifference[] {
  return within('', old, newer);
}

type JsonObject = { readonly [name: string]: Json };

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

function within(pointer: string, old: Json, newer: Json): readonly JsonDifference[] {
  if (isObject(old) && isObject(newer)) return membersWithin(pointer, old, newer);
  if (isList(old) && isList(newer) && old.length === newer.length) {
    return newer.flatMap((item, index) => within(`${pointer}/${index}`, old[index] as Json, item));
  }
  return isEqual(old, newer) ? [] : [{ pointer, old, new: newer }];
}

function membersWithin(pointer: string, old: JsonObject, newer: JsonObject): readonly JsonDifference[] {
  const at = (name: string): string => `${pointer}/${escape(name)}`;
  const present = Object.entries(newer).flatMap(([name, value]) =>
    Object.hasOwn(old, name) ? within(at(name), old[name] as Json, value) : [{ pointer: at(name), new: value }],
  );
  const gone = Object.entries(old).filter(([name]) => !Object.hasOwn(newer, name));
  return [...present, ...gone.map(([name, value]) => ({ pointer: at(name), old: value }))];
}
