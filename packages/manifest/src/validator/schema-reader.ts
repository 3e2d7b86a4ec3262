import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** Names the schema of schemas of this draft (JSON Schema Core 2020-12 §8.1.1). */
const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/**
 * Opens what reads a schema as a value of the schema of schemas. Making its code takes a hundred times as long as reading a schema with
 * it; a build (scripts/tsup/schema-reader.ts) therefore puts the code itself in the place of this module.
 */
export function openSchemaReader(): ValidateFunction {
  const ajv = new Ajv2020({
    ...{ strict: false, validateFormats: false, logger: false, ownProperties: true, verbose: true },
    code: { optimize: false },
  });
  // The schema of schemas asks for nothing that was not evaluated.
  ajv.opts.unevaluated = false;
  const read = ajv.getSchema(DIALECT);
  if (read === undefined) throw new Error(`ajv does not know ${DIALECT}`);
  return read as ValidateFunction;
}
