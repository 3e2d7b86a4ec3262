/** Is a schema with keywords. */
export type SchemaObject = { readonly [keyword: string]: unknown };

/** Is a JSON Schema 2020-12. */
export type Schema = boolean | SchemaObject;

/** Tells whether a value is an object with members. */
export const isSchemaObject = (value: unknown): value is SchemaObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Finds what a reference within a document points to: `#`, a JSON Pointer (RFC 6901) or an anchor.
 * @throws RangeError when there is nothing
 */
export function findTarget(root: Schema, reference: string): Schema {
  const fragment = decodeURIComponent(reference.slice(1));
  const found = fragment === '' || fragment.startsWith('/') ? atPointer(root, fragment) : withAnchor(root, fragment);
  if (typeof found === 'boolean' || isSchemaObject(found)) return found;
  throw new RangeError(`no schema at ${reference}`);
}

function atPointer(root: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, part) => {
      if (Array.isArray(value)) return value[Number(part)] as unknown;
      return isSchemaObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
    }, root);
}

function withAnchor(value: unknown, anchor: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isSchemaObject(value) && value['$anchor'] === anchor) return value;
  for (const part of Object.values(value)) {
    const found = withAnchor(part, anchor);
    if (found !== undefined) return found;
  }
  return undefined;
}
