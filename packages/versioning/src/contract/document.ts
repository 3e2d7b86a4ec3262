import { SCHEMA_KEYWORDS } from './keywords.ts';
import { isSchema, isSchemaObject, type Schema, type SchemaObject } from './schema.ts';
import { Undecided } from './undecided.ts';

/** Deepest schema that is read; admission takes none that is deeper. */
const DEEPEST = 256;

/** Is a schema with all schemas in it, by their places. */
export interface SchemaDocument {
  readonly root: Schema;
  /** By JSON Pointer (RFC 6901). What `const`, `enum`, `default` or `examples` hold are values, whatever they look like. */
  readonly schemas: ReadonlyMap<string, Schema>;
  /** JSON Pointers of the schemas that have an `$anchor`. */
  readonly anchors: ReadonlyMap<string, string>;
}

/** A schema is opened once, however often it is asked about. */
const DOCUMENTS = new WeakMap<SchemaObject, SchemaDocument>();

/**
 * Finds all schemas in a schema, which must not change any more.
 * @throws Undecided `depth`
 */
export function openDocument(root: Schema): SchemaDocument {
  if (!isSchemaObject(root)) return findSchemas(root);
  const document = DOCUMENTS.get(root) ?? findSchemas(root);
  DOCUMENTS.set(root, document);
  return document;
}

function findSchemas(root: Schema): SchemaDocument {
  const schemas = new Map<string, Schema>();
  const anchors = new Map<string, string>();
  for (const [pointer, schema, depth] of schemasOf(root)) {
    if (depth > DEEPEST) throw new Undecided('depth');
    schemas.set(pointer, schema);
    if (isSchemaObject(schema) && typeof schema['$anchor'] === 'string') anchors.set(schema['$anchor'], pointer);
  }
  return { root, schemas, anchors };
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
export function placeOf({ schemas, anchors }: SchemaDocument, reference: string): string | undefined {
  if (!reference.startsWith('#')) return undefined;
  const fragment = decoded(reference.slice(1));
  if (fragment === undefined) return undefined;
  const pointer = fragment === '' || fragment.startsWith('/') ? fragment : anchors.get(fragment);
  return pointer !== undefined && schemas.has(pointer) ? pointer : undefined;
}

/** Makes what gives the JSON Pointer of the schema of the same document to which a reference leads; undefined when there is none. */
export function placesWithin(root: unknown): (reference: string) => string | undefined {
  const document = openDocument(isSchema(root) ? root : {});
  return (reference) => placeOf(document, reference);
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
