import { placeOf, schemasIn, type SchemaDocument } from './document.ts';
import { isSchemaObject, type Schema } from './schema.ts';

/** What reading costs in steps: of a subschema, and how many letters of pointers are written in the time of a step. */
const READING = { schema: 1, letters: 2_000 } as const;
/** What opening the two validators costs in steps: ajv writes code that grows with the square of what one function holds. */
const JUDGING = { schema: 10, square: 0.0075 } as const;

/** Tells what it costs to read a schema, in steps. */
export function readingWeight({ schemas }: SchemaDocument): number {
  let letters = 0;
  for (const pointer of schemas.keys()) letters += pointer.length;
  return schemas.size * READING.schema + letters / READING.letters;
}

/** Tells what it costs to open the two validators for a schema, in steps. Definitions that nothing refers to are not compiled. */
export function judgingWeight(document: SchemaDocument): number {
  const size = countReached(document);
  return size * JUDGING.schema + size * size * JUDGING.square;
}

/** Counts the subschemas to which a value may lead. */
function countReached(document: SchemaDocument): number {
  const reached = new Set<Schema>();
  const waiting: unknown[] = [document.root];
  let booleans = 0;
  while (waiting.length > 0) {
    const schema = waiting.pop();
    if (!isSchemaObject(schema)) booleans += 1;
    else if (!reached.has(schema)) {
      reached.add(schema);
      for (const [place, one] of schemasIn(schema)) if (!place.startsWith('/$defs/')) waiting.push(one);
      const target = typeof schema['$ref'] === 'string' ? placeOf(document, schema['$ref']) : undefined;
      if (target !== undefined) waiting.push(document.schemas.get(target));
    }
  }
  return reached.size + booleans;
}
