import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';

import { openSchemaReader } from './schema-reader.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

let read: ValidateFunction | undefined;

/**
 * Finds what is wrong with a schema by the schema of schemas (JSON Schema Core 2020-12 §8.1): nothing when it is one. The errors hold
 * the values they speak of.
 * @throws Error when `$schema` names another schema of schemas
 */
export function findSchemaErrors(schema: unknown): readonly ErrorObject[] {
  const named = typeof schema === 'object' && schema !== null ? (schema as { $schema?: unknown }).$schema : undefined;
  if (named !== undefined && (typeof named !== 'string' || named.replace(/#$/, '') !== DIALECT))
    throw new Error(`$schema must be "${DIALECT}"`);
  read ??= openSchemaReader();
  return read(schema) ? [] : (read.errors ?? []);
}
