import { canonicalText } from './canonical.ts';
import { openDocument, placeOf, type SchemaDocument } from './document.ts';
import { isSchemaObject, type Schema } from './schema.ts';

/**
 * Tells which references mean the same in two documents: what they point to is written alike, and so is all that it refers to.
 * Most of a large schema is the same in two versions.
 */
export function sharedReferences(one: Schema, other: Schema): ReadonlySet<string> {
  const [a, b] = [openDocument(one), openDocument(other)];
  const [left, right] = [meaningsOf(a), meaningsOf(b)];
  return new Set([...left].flatMap(([reference, meaning]) => (right.get(reference) === meaning ? [reference] : [])));
}

/** Writes for each reference all that it leads to. */
function meaningsOf(document: SchemaDocument): ReadonlyMap<string, string> {
  const references = new Set([...document.schemas.values()].flatMap((schema) => referencesOf(schema)));
  const texts = new Map<string, string>();
  const next = new Map<string, readonly string[]>();
  for (const reference of references) {
    const place = placeOf(document, reference);
    const target = place === undefined ? undefined : document.schemas.get(place);
    if (target === undefined) continue;
    texts.set(reference, canonicalText(target));
    next.set(
      reference,
      [...openDocument(target).schemas.values()].flatMap((schema) => referencesOf(schema)),
    );
  }
  return new Map([...texts.keys()].map((reference) => [reference, all(reference, texts, next)]));
}

const referencesOf = (schema: Schema): readonly string[] =>
  isSchemaObject(schema) && typeof schema['$ref'] === 'string' ? [schema['$ref']] : [];

function all(
  reference: string,
  texts: ReadonlyMap<string, string>,
  next: ReadonlyMap<string, readonly string[]>,
): string {
  const reached = new Set([reference]);
  for (const one of reached) for (const other of next.get(one) ?? []) reached.add(other);
  return JSON.stringify([...reached].sort().map((one) => [one, texts.get(one)]));
}
