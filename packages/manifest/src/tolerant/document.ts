import { SCHEMA_KEYWORDS } from './keywords.ts';

/** Is a schema with keywords. */
export type SchemaObject = { readonly [keyword: string]: unknown };

/** Is a JSON Schema 2020-12. */
export type Schema = boolean | SchemaObject;

/** Tells whether a value is an object with members. */
export const isSchemaObject = (value: unknown): value is SchemaObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Tells whether a value is a schema. */
export const isSchema = (value: unknown): value is Schema => typeof value === 'boolean' || isSchemaObject(value);

/** Is a schema with all schemas in it, by their places. */
export interface SchemaDocument {
  readonly root: Schema;
  /** By JSON Pointer (RFC 6901). What `const`, `enum`, `default` or `examples` hold are values, whatever they look like. */
  readonly schemas: ReadonlyMap<string, Schema>;
  /** JSON Pointers of the schemas that have an `$anchor`. */
  readonly anchors: ReadonlyMap<string, string>;
  /** How deep the deepest of them lies: the root by 0. */
  readonly depth: number;
}

/** A schema is read once, however often it is asked about. */
const DOCUMENTS = new WeakMap<SchemaObject, SchemaDocument>();

/** Finds all schemas in a schema, which must not change any more. */
export function readDocument(root: Schema): SchemaDocument {
  if (!isSchemaObject(root)) return findSchemas(root);
  const document = DOCUMENTS.get(root) ?? findSchemas(root);
  DOCUMENTS.set(root, document);
  return document;
}

function findSchemas(root: Schema): SchemaDocument {
  const schemas = new Map<string, Schema>();
  const anchors = new Map<string, string>();
  let depth = 0;
  for (const [pointer, schema, at] of schemasOf(root)) {
    depth = Math.max(depth, at);
    schemas.set(pointer, schema);
    if (isSchemaObject(schema) && typeof schema['$anchor'] === 'string') anchors.set(schema['$anchor'], pointer);
  }
  return { root, schemas, anchors, depth };
}

/** Lists a schema and all schemas in it, each with its JSON Pointer and its depth. */
export function* schemasOf(root: Schema): Iterable<readonly [pointer: string, schema: Schema, depth: number]> {
  const waiting: (readonly [string, unknown, number])[] = [['', root, 0]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [pointer, schema, depth] = next;
    if (!isSchema(schema)) continue;
    yield [pointer, schema, depth];
    if (!isSchemaObject(schema)) continue;
    waiting.push(
      ...schemasIn(schema)
        .map(([place, one]) => [pointer + place, one, depth + 1] as const)
        .toReversed(),
    );
  }
}

/** Gives the JSON Pointer of the schema that a reference within the document points to; undefined when there is none. */
export function pointerTo({ schemas, anchors }: SchemaDocument, reference: string): string | undefined {
  if (!reference.startsWith('#')) return undefined;
  const fragment = decoded(reference.slice(1));
  if (fragment === undefined) return undefined;
  const pointer = fragment === '' || fragment.startsWith('/') ? fragment : anchors.get(fragment);
  return pointer !== undefined && schemas.has(pointer) ? pointer : undefined;
}

/**
 * Finds the schema to which a reference within a schema leads (docs/spec/contract.md, §1).
 * @throws RangeError when there is none
 */
export function findTarget(root: Schema, reference: string): Schema {
  const document = readDocument(root);
  const target = document.schemas.get(pointerTo(document, reference) ?? 'none');
  if (target === undefined) throw new RangeError(`no schema at ${reference}`);
  return target;
}

/** Lists the schemas right inside a schema, each with its JSON Pointer from there. */
export function schemasIn(schema: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(schema).flatMap(([keyword, value]): readonly (readonly [string, unknown])[] => {
    const holds = SCHEMA_KEYWORDS.get(keyword);
    const at = `/${escapeName(keyword)}`;
    if (holds === 'schema') return [[at, value]];
    if (holds === 'list' && Array.isArray(value)) return value.map((one, index) => [`${at}/${String(index)}`, one]);
    if (holds !== 'map' || !isSchemaObject(value)) return [];
    return Object.entries(value).map(([name, one]) => [`${at}/${escapeName(name)}`, one]);
  });
}

/** Writes a name as a part of a JSON Pointer (RFC 6901 §3). */
export const escapeName = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

function decoded(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return undefined;
  }
}
