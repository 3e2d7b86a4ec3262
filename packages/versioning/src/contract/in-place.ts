import { escapeName, placeOf, type SchemaDocument } from './document.ts';
import { isSchemaObject } from './schema.ts';

const IN_PLACE_LISTS = ['allOf', 'anyOf', 'oneOf'] as const;
const IN_PLACE = ['not', 'if', 'then', 'else'] as const;

/** Lists the places of the schemas that a schema asks about the same value (JSON Schema Core §10.2 and `$ref`). */
export function inPlace(document: SchemaDocument, pointer: string): readonly string[] {
  const schema = document.schemas.get(pointer);
  if (!isSchemaObject(schema)) return [];
  const target = typeof schema['$ref'] === 'string' ? placeOf(document, schema['$ref']) : undefined;
  const lists = IN_PLACE_LISTS.flatMap((keyword) =>
    Array.isArray(schema[keyword]) ? schema[keyword].map((_, at) => `${pointer}/${keyword}/${String(at)}`) : [],
  );
  const single = IN_PLACE.flatMap((keyword) => (schema[keyword] === undefined ? [] : [`${pointer}/${keyword}`]));
  const dependent = isSchemaObject(schema['dependentSchemas']) ? Object.keys(schema['dependentSchemas']) : [];
  return [
    ...(target === undefined ? [] : [target]),
    ...lists,
    ...single,
    ...dependent.map((name) => `${pointer}/dependentSchemas/${escapeName(name)}`),
  ];
}
