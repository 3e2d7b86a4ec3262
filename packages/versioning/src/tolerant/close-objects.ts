import { isSchemaObject, placeOf, placesOf, type Place } from '@national-forge/manifest/tolerant';

import type { Schema, SchemaObject } from '../contract/schema.ts';
import { openObjects } from './open-objects.ts';

/**
 * Gives the schema of the values that callers of a tolerant version have promised to send: those that it accepts, of members that
 * it declares. Of these nothing is dropped, so that the open schema accepts the same ones of them.
 *
 * @param schema one of which `findUndroppable` finds nothing
 * @throws RangeError when there are too many places
 */
export function closeObjects(schema: Schema): Schema {
  if (!isSchemaObject(schema)) return schema;
  const places = placesOf(schema);
  const names = new Map(places.map(({ key }, index) => [key, `place${index}`]));
  const shapes = places.map((place) => [names.get(place.key) ?? '', shapeOf(place, names)] as const);
  const { $defs, ...whole } = openObjects(schema) as SchemaObject;
  return {
    allOf: [whole, reference(placeOf(schema), names)],
    $defs: { ...($defs as SchemaObject), ...Object.fromEntries(shapes) },
  };
}

type Names = ReadonlyMap<string, string>;

const reference = (place: Place, names: Names): Schema =>
  place.schemas.length === 0 ? true : { $ref: `#/$defs/${names.get(place.key) ?? ''}` };

/** Says which members the values of a place may have; any where none is declared. */
function shapeOf(place: Place, names: Names): Schema {
  if (place.schemas.length === 0) return true;
  const items = reference(place.items(), names);
  const ofItems = items === true ? {} : { items };
  const { declared } = place;
  if (declared === undefined) return ofItems;
  if (declared.all) return { ...ofItems, additionalProperties: reference(place.member(''), names) };
  const map = (keys: Iterable<string>) =>
    Object.fromEntries([...keys].map((name) => [name, reference(place.member(name), names)]));
  return {
    ...ofItems,
    properties: map(declared.names),
    patternProperties: map(declared.patterns),
    additionalProperties: false,
  };
}
