import type { Json } from '@national-forge/versioning';

/** Is a place at which two JSON values differ. */
export interface Difference {
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
  /** What stood there; left out where nothing did. */
  readonly old?: Json;
  readonly new?: Json;
}

/**
 * Lists the places at which two JSON values differ, in the order of their members; an object or a list is looked into where both have one,
 * else it differs as a whole. A list that only grew or shrank differs at its end.
 */
export function differencesOf(old: Json, newer: Json, pointer = ''): readonly Difference[] {
  if (Array.isArray(old) && Array.isArray(newer)) {
    return inMembers(Object.entries(old), Object.entries(newer), pointer);
  }
  if (isObject(old) && isObject(newer)) return inMembers(Object.entries(old), Object.entries(newer), pointer);
  return old === newer ? [] : [{ pointer, old, new: newer }];
}

type Members = readonly (readonly [string, Json])[];

function inMembers(old: Members, newer: Members, pointer: string): readonly Difference[] {
  const [before, after] = [new Map(old), new Map(newer)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((member): readonly Difference[] => {
    const at = `${pointer}/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const [was, is] = [before.get(member), after.get(member)];
    if (was !== undefined && is !== undefined) return differencesOf(was, is, at);
    return [{ pointer: at, ...(was !== undefined && { old: was }), ...(is !== undefined && { new: is }) }];
  });
}

const isObject = (value: Json): value is { readonly [member: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
