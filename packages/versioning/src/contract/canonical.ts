import { isSchemaObject, type Schema } from './schema.ts';

/**
 * Lists keywords that say nothing of which values are valid (docs/spec/contract.md, §1) and that can be left out. `default`,
 * `examples` and `contentSchema` stay: a `$ref` may point into them.
 */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$comment', 'title', 'description', 'deprecated', 'readOnly', 'writeOnly'],
  ...['format', 'contentEncoding', 'contentMediaType', 'x-label', 'x-help'],
]);

/** Lists keywords whose members are named by the author, so that none of these names is a keyword. */
const MAPS: ReadonlySet<string> = new Set(['$defs', 'properties', 'patternProperties', 'dependentSchemas']);
const VALUES: ReadonlySet<string> = new Set(['const', 'enum', 'dependentRequired', 'default', 'examples']);
const SETS: ReadonlySet<string> = new Set(['enum', 'required', 'type']);

/** Takes out of a schema what says nothing of which values are valid. */
export function withoutAnnotations(schema: Schema): Schema {
  if (!isSchemaObject(schema)) return schema;
  const kept = Object.entries(schema).filter(([keyword]) => !ANNOTATIONS.has(keyword));
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, within(keyword, value)]));
}

function within(keyword: string, value: unknown): unknown {
  if (VALUES.has(keyword)) return value;
  if (MAPS.has(keyword) && isSchemaObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutAnnotations(one as Schema)]));
  }
  if (Array.isArray(value))
    return value.map((one) => (isSchemaObject(one) ? withoutAnnotations(one) : (one as unknown)));
  return isSchemaObject(value) ? withoutAnnotations(value) : value;
}

/** Writes a schema in one form: without annotations, members and sets sorted. Two schemas of one text accept the same values. */
export function canonicalText(schema: Schema): string {
  return JSON.stringify(sorted(withoutAnnotations(schema)));
}

function sorted(value: unknown, keyword = ''): unknown {
  // What stands in `const` and `enum` is a value: a member named `type` is no keyword there, and the order of a list is its own.
  if (keyword === 'const') return withSortedNames(value);
  if (Array.isArray(value)) {
    const items = value.map((one) => (keyword === 'enum' ? withSortedNames(one) : sorted(one)));
    return SETS.has(keyword) ? items.map((one) => JSON.stringify(one)).sort() : items;
  }
  if (!isSchemaObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name], name)]));
}

function withSortedNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedNames);
  if (!isSchemaObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, withSortedNames(value[name])]));
}
