import fc from 'fast-check';

import type { Json } from '../contract/formula.ts';
import type { Schema } from '../contract/schema.ts';

const NAMES = ['a', 'b', 'ab', 'c'] as const;
const name = fc.constantFrom(...NAMES);
const pattern = fc.constantFrom('^a', 'b$', '^[ab]+$', 'c');
const scalar = fc.constantFrom<Json>(null, true, 0, 1, 2, 'a', 'ab');
const types = fc.constantFrom('object', 'array', 'number', 'string');

const LEAVES: fc.Arbitrary<Schema> = fc.oneof(
  fc.constant(true),
  types.map((type) => ({ type })),
  fc.array(scalar, { minLength: 1, maxLength: 3 }).map((values) => ({ enum: values })),
  fc.integer({ min: 0, max: 2 }).map((minimum) => ({ minimum })),
);

/** Makes schemas of the keywords with which it is defined what is dropped; some refer to parts of themselves. */
export const arbitraryTolerant: fc.Arbitrary<Schema> = fc
  .letrec<{ schema: Schema; object: Schema }>((tie) => {
    const [one, object] = [tie('schema'), tie('object')];
    const map = fc.dictionary(name, one, { minKeys: 1, maxKeys: 3 });
    return {
      object: fc.record(
        {
          properties: map,
          required: fc.uniqueArray(name, { minLength: 1, maxLength: 2 }),
          patternProperties: fc.dictionary(pattern, one, { minKeys: 1, maxKeys: 1 }),
          additionalProperties: fc.oneof({ weight: 4, arbitrary: fc.boolean() }, { weight: 1, arbitrary: one }),
        },
        { requiredKeys: ['properties'] },
      ),
      schema: fc.oneof(
        { depthSize: 'small', maxDepth: 3 },
        LEAVES,
        object,
        fc.record({ allOf: fc.array(object, { minLength: 2, maxLength: 2 }) }),
        fc.record(
          { anyOf: fc.array(object, { minLength: 2, maxLength: 2 }), properties: map },
          { requiredKeys: ['anyOf'] },
        ),
        fc.record({ oneOf: fc.array(one, { minLength: 1, maxLength: 2 }) }),
        fc.record({ not: one, properties: map }, { requiredKeys: ['not'] }),
        fc.record({ if: object, then: one, else: one }, { requiredKeys: ['if', 'then'] }),
        fc.record(
          {
            items: one,
            prefixItems: fc.array(one, { minLength: 1, maxLength: 2 }),
            contains: one,
            uniqueItems: fc.boolean(),
          },
          { requiredKeys: ['items'] },
        ),
        fc.constantFrom('#', '#/$defs/x', '#/$defs/y').map(($ref) => ({ $ref })),
      ),
    };
  })
  .object.chain((root) =>
    fc.tuple(fc.constant(root), definitions).map(([whole, $defs]) => ({ ...(whole as object), $defs })),
  );

const definitions: fc.Arbitrary<Readonly<Record<string, Schema>>> = fc.record({
  x: fc.constantFrom<Schema>(
    { properties: { a: { $ref: '#' }, b: { type: 'string' } }, additionalProperties: false },
    { properties: { c: true } },
    { anyOf: [{ type: 'number' }, { $ref: '#/$defs/y' }] },
  ),
  y: fc.constantFrom<Schema>(
    { properties: { a: { minimum: 1 } } },
    { items: { $ref: '#/$defs/x' } },
    { additionalProperties: { properties: { b: true }, additionalProperties: false } },
  ),
});

/** Makes values of many members, declared or not. */
export const arbitraryMembers: fc.Arbitrary<Json> = fc.letrec<{ value: Json; object: Json }>((tie) => ({
  object: fc.dictionary(fc.constantFrom(...NAMES, 'z', 'bb'), tie('value'), { maxKeys: 4 }),
  value: fc.oneof({ depthSize: 'small', maxDepth: 3 }, scalar, tie('object'), fc.array(tie('value'), { maxLength: 3 })),
})).object;
