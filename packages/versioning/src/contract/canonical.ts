import { SCHEMA_ANNOTATIONS, SCHEMA_KEYWORDS } from '@national-forge/manifest/tolerant';

import { isSchemaObject, type Schema } from './schema.ts';

/** Lists keywords whose lists are sets. */
const SETS: ReadonlySet<string> = new Set(['enum', 'required', 'type']);

/** Takes out of a schema what says nothing of which values are valid. A `$ref` may point into `contentSchema`. */
export function withoutAnnotations(schema: Schema): Schema {
  if (!isSchemaObject(schema)) return schema;
  const kept = Object.entries(schema).filter(
    ([keyword]) => keyword === 'contentSchema' || !SCHEMA_ANNOTATIONS.has(keyword),
  );
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, within(keyword, value, withoutAnnotations)]));
}

/** Writes a schema in one form: without annotations, members and sets sorted. Two schemas of one text accept the same values. */
export const canonicalText = (schema: Schema): string => JSON.stringify(sorted(withoutAnnotations(schema)));

function sorted(schema: Schema): Schema {
  if (!isSchemaObject(schema)) return schema;
  const names = Object.keys(schema).sort();
  return Object.fromEntries(names.map((name) => [name, sortedMember(name, schema[name])]));
}

function sortedMember(keyword: string, value: unknown): unknown {
  if (SCHEMA_KEYWORDS.get(keyword) !== 'nothing') return inOrder(keyword, within(keyword, value, sorted));
  // What stands in `const` and `enum` is a value: the order of a list is its own there.
  const plain = withSortedNames(value);
  return SETS.has(keyword) && Array.isArray(plain) ? plain.map((one) => JSON.stringify(one)).sort() : plain;
}

const inOrder = (keyword: string, value: unknown): unknown =>
  SCHEMA_KEYWORDS.get(keyword) === 'map' ? inOrderOfNames(value) : value;

const inOrderOfNames = (value: unknown): unknown =>
  isSchemaObject(value)
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map((name) => [name, value[name]]),
      )
    : value;

function withSortedNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedNames);
  if (!isSchemaObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, withSortedNames(value[name])]),
  );
}

/** Changes each schema that a keyword holds. */
function within(keyword: string, value: unknown, change: (schema: Schema) => Schema): unknown {
  switch (SCHEMA_KEYWORDS.get(keyword)) {
    case 'schema':
      return change(value as Schema);
    case 'list':
      return Array.isArray(value) ? value.map((one) => change(one as Schema)) : value;
    case 'map':
      if (!isSchemaObject(value)) return value;
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, change(one as Schema)]));
    case 'nothing':
    case undefined:
      return value;
  }
}
