import { escapeName, openDocument, type SchemaDocument } from './document.ts';
import { holds } from './holds.ts';
import { inPlace } from './in-place.ts';
import { matching } from './member-names.ts';
import { isSchemaObject, type Schema } from './schema.ts';
import type { Refusal } from './explain.ts';

/** Finds where a schema speaks of what another one refuses: the same keyword about the same place of the value, or its schema. */
export function locate(schema: Schema, { pointer, at, keyword }: Refusal): string | undefined {
  const document = openDocument(schema);
  const parts = at
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const places = placesAt(document, parts);
  const withKeyword = places
    .filter((place) => hasKeyword(document, place, keyword))
    .map((place) => `${place}/${keyword}`);
  return withKeyword.find((place) => place === pointer) ?? withKeyword[0] ?? places[0];
}

function hasKeyword({ schemas }: SchemaDocument, place: string, keyword: string): boolean {
  const schema = schemas.get(place);
  return isSchemaObject(schema) && Object.hasOwn(schema, keyword);
}

/** Lists the places of the schemas that speak of a place of a value. */
function placesAt(document: SchemaDocument, parts: readonly string[]): readonly string[] {
  let places = aboutTheSame(document, ['']);
  for (const part of parts) {
    places = aboutTheSame(document, [...new Set(places.flatMap((place) => inside(document, place, part)))]);
  }
  return places;
}

function aboutTheSame(document: SchemaDocument, places: readonly string[]): readonly string[] {
  const found = new Set(places);
  for (const place of found)
    for (const next of inPlace(document, place)) if (document.schemas.has(next)) found.add(next);
  return [...found];
}

function inside({ schemas }: SchemaDocument, place: string, part: string): readonly string[] {
  const schema = schemas.get(place);
  if (!isSchemaObject(schema)) return [];
  const patterns = isSchemaObject(schema['patternProperties']) ? Object.keys(schema['patternProperties']) : [];
  const named = [
    `/properties/${escapeName(part)}`,
    ...patterns.filter((source) => isMatch(source, part)).map((source) => `/patternProperties/${escapeName(source)}`),
    `/prefixItems/${part}`,
  ].filter((one) => schemas.has(place + one));
  const others = ['/additionalProperties', '/unevaluatedProperties', '/items', '/unevaluatedItems', '/contains'];
  const rest = named.length > 0 ? [] : others.filter((one) => schemas.has(place + one));
  return [...named, ...rest].map((one) => place + one);
}

const isMatch = (source: string, name: string): boolean =>
  holds(matching(source), name, () => {
    throw new RangeError('a name has no reference');
  });
