// A door of its own: threads and pages that run algorithms need this and nothing else of the manifest.
export { dropUndeclared, type Dropped } from './tolerant/drop-undeclared.ts';
export { findTarget, isSchemaObject, type Schema, type SchemaObject } from './tolerant/find-target.ts';
export { findUndroppable, PLACES_LIMIT, placesOf, type Undroppable } from './tolerant/find-undroppable.ts';
export { placeOf, type Declared, type Place } from './tolerant/place.ts';
