import { registerSchema, unregisterSchema, validate } from '@hyperjump/json-schema/draft-2020-12';

import type { Json } from './formula.ts';
import { isSchemaObject, type Schema } from './schema.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

let number = 0;

/**
 * Opens a schema with the second validator, which interprets and does not make code.
 * @throws Error when it does not take the schema
 */
export async function openHyperjump(schema: Schema): Promise<(value: Json) => boolean> {
  number += 1;
  const id = `urn:nforge:contract:${String(number)}`;
  registerSchema(isSchemaObject(schema) ? { ...schema, $schema: DIALECT } : schema, id, DIALECT);
  try {
    const judge = await validate(id);
    return (value) => judge(value as never).valid;
  } finally {
    unregisterSchema(id);
  }
}
