import { pointerTo, readDocument, type SchemaDocument } from '@national-forge/manifest/tolerant';

import { isSchema, type Schema } from './schema.ts';
import { Undecided } from './undecided.ts';

export {
  escapeName,
  pointerTo as placeOf,
  schemasIn,
  schemasOf,
  type SchemaDocument,
} from '@national-forge/manifest/tolerant';

/** Deepest schema that is read; admission takes none that is deeper. */
const DEEPEST = 256;

/**
 * Finds all schemas in a schema, which must not change any more.
 * @throws Undecided `depth`
 */
export function openDocument(root: Schema): SchemaDocument {
  const document = readDocument(root);
  if (document.depth > DEEPEST) throw new Undecided('depth');
  return document;
}

/** Makes what gives the JSON Pointer of the schema of the same document to which a reference leads; undefined when there is none. */
export function placesWithin(root: unknown): (reference: string) => string | undefined {
  const document = openDocument(isSchema(root) ? root : {});
  return (reference) => pointerTo(document, reference);
}
