import type { Ajv2020, AnySchema, ErrorObject } from 'ajv/dist/2020.js';

import { openAjv } from './open-ajv.ts';

let reader: Ajv2020 | undefined;

/**
 * Finds what is wrong with a schema by the schema of schemas (JSON Schema Core 2020-12 §8.1): nothing when it is one. The errors hold
 * the values they speak of. One reader serves the whole thread: making it takes a hundred times as long as reading a schema with it.
 * @throws Error when `$schema` names another schema of schemas
 */
export function findSchemaErrors(schema: unknown): readonly ErrorObject[] {
  reader ??= openAjv({ verbose: true, code: { optimize: false } });
  return reader.validateSchema(schema as AnySchema) === true ? [] : (reader.errors ?? []);
}
