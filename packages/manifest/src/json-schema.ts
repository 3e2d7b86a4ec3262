import * as z from 'zod';

import { type Condition, CONDITIONS } from './conditions.ts';
import { FUNCTION_PATTERN } from './entry.ts';
import { manifestSchema } from './schema.ts';

/** Identifies the JSON Schema of the manifest, wherever it is served. */
export const MANIFEST_SCHEMA_ID = 'urn:national-forge:schema:algorithm-1';

/**
 * Makes the JSON Schema (draft 2020-12) of `algorithm.yaml`, for editors and other tools. It accepts whatever
 * `parseManifest` accepts, and some things more: it cannot say that a day is in the calendar, that a licence is on a
 * list or that a text has at most so many graphemes.
 */
export function manifestJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(manifestSchema, { target: 'draft-2020-12', io: 'input' });
  return {
    $schema,
    $id: MANIFEST_SCHEMA_ID,
    title: 'algorithm.yaml',
    description: 'Manifest of a government algorithm, version 1. Texts are maps of languages with at least ar or fr.',
    ...schema,
    allOf: [...CONDITIONS.map(conditional), PYTHON_ENTRY],
  };
}

/** Says what `judgeEntry` does, as far as a pattern can. */
const PYTHON_ENTRY = {
  if: requiring(['runtime', 'engine'], { const: 'python' }),
  then: { properties: { runtime: { properties: { entry: { pattern: `\\.py:${FUNCTION_PATTERN}$` } } } } },
};

/** Writes a conditional requirement as `if` and `then`; an absent deciding member requires nothing. */
function conditional({ required, when, values }: Condition): object {
  return { if: requiring(when, { enum: values }), then: requiring(required, {}) };
}

function requiring(path: readonly string[], value: object): object {
  return path.reduceRight((inner, key) => ({ required: [key], properties: { [key]: inner } }), value);
}
