import type { JsonValue } from './canonical-json.ts';

/** Gives a member of a value that came out of a JSON parser; undefined where there is none. */
export function memberOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, JsonValue>>)[key];
}
