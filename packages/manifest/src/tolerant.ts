// A door of its own: threads and pages that run algorithms need this and nothing else of the manifest.
export { dropUndeclared, type Dropped } from './tolerant/drop-undeclared.ts';
export {
  escapeName,
  findTarget,
  isSchema,
  isSchemaObject,
  pointerTo,
  readDocument,
  schemasIn,
  schemasOf,
  type Schema,
  type SchemaDocument,
  type SchemaObject,
} from './tolerant/document.ts';
export { findUndroppable, PLACES_LIMIT, placesOf, type Undroppable } from './tolerant/find-undroppable.ts';
export { placeOf, type Declared, type Place } from './tolerant/place.ts';
export { SCHEMA_ANNOTATIONS, SCHEMA_KEYWORDS, type Holds } from './tolerant/keywords.ts';
