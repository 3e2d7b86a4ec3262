import { SCHEMA_KEYWORDS } from '@national-forge/manifest/tolerant';

import { placeOf, type SchemaDocument } from './document.ts';
import { inPlace } from './in-place.ts';
import { isSchemaObject } from './schema.ts';
import { Undecided } from './undecided.ts';

/**
 * Asserts that all of a schema has a meaning that is fixed (docs/spec/contract.md, §1). What admission refuses is not
 * compared either: two validators may well agree on what one of them ignores.
 * @throws Undecided
 */
export function assertReadable(document: SchemaDocument): void {
  for (const [pointer, schema] of document.schemas) {
    if (!isSchemaObject(schema)) continue;
    for (const [keyword, value] of Object.entries(schema)) assertKeyword(document, { pointer, keyword, value });
  }
  assertEnds(document);
}

interface Member {
  readonly pointer: string;
  readonly keyword: string;
  readonly value: unknown;
}

function assertKeyword(document: SchemaDocument, { pointer, keyword, value }: Member): void {
  if (!SCHEMA_KEYWORDS.has(keyword)) throw new Undecided('keyword');
  // An identifier inside changes what `#` means there, and the place of a dynamic anchor depends on the way to it.
  if (keyword === '$id' && pointer !== '') throw new Undecided('reference');
  if (keyword === '$dynamicRef' || keyword === '$dynamicAnchor') throw new Undecided('dynamic-ref');
  if (keyword === '$ref' && placeOf(document, String(value)) === undefined) throw new Undecided('reference');
  assertFinite(value);
}

/** Asserts that numbers are as they were written: 1e400 has become infinite when it was read. */
function assertFinite(value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Undecided('number');
  if (Array.isArray(value)) value.forEach(assertFinite);
  else if (isSchemaObject(value)) Object.values(value).forEach(assertFinite);
}

/** Asserts that no schema asks of a value whether it is valid for this same schema (JSON Schema Core §9.4.1). */
function assertEnds(document: SchemaDocument): void {
  const done = new Set<string>();
  const open = new Set<string>();
  const visit = (pointer: string): void => {
    if (open.has(pointer)) throw new Undecided('reference');
    if (done.has(pointer)) return;
    open.add(pointer);
    inPlace(document, pointer).forEach(visit);
    open.delete(pointer);
    done.add(pointer);
  };
  for (const pointer of document.schemas.keys()) visit(pointer);
}
