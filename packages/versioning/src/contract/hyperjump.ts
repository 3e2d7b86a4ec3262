import {
  registerSchema,
  setShouldValidateSchema,
  unregisterSchema,
  validate,
} from '@hyperjump/json-schema/draft-2020-12';
import { addKeyword, getKeyword } from '@hyperjump/json-schema/experimental';
import { fromJs, typeOf, value as valueOf } from '@hyperjump/json-schema/instance/experimental';

import type { Json } from './formula.ts';
import { isSchemaObject, type Schema } from './schema.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

const MULTIPLE_OF = getKeyword<number>('https://json-schema.org/keyword/multipleOf');

// The rest of a negative number is negative in ECMAScript, and 1.18 takes -1 for no multiple of 0.01. It is asked about the opposite, by its own arithmetic.
addKeyword<number>({
  ...MULTIPLE_OF,
  interpret: (unit, node, context) => {
    const asked = typeOf(node) === 'number' ? fromJs(Math.abs(valueOf<number>(node))) : node;
    return MULTIPLE_OF.interpret(unit, asked, context);
  },
});

// Whoever asks has found the schema to be one (`assertSchema`); to read it as a value once more would take longer than all values.
setShouldValidateSchema(false);

let number = 0;

/**
 * Opens a schema, which must be one, with the second validator, which interprets and does not make code.
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
