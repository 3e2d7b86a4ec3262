import fc from 'fast-check';

import type { Json } from '../contract/formula.ts';
import type { Schema, SchemaObject } from '../contract/schema.ts';

const NAMES = ['a', 'b', 'ab', 'c'] as const;
const PATTERNS = ['^a', 'b$', '^[ab]+$', 'a', '^$', '[^a]', '^.b?$'] as const;
const VALUES: readonly Json[] = [
  ...[null, true, false, 0, 1, 2, 3, -1, 0.5, 10, '', 'a', 'ab', 'b', 'abc'],
  ...[[], [1], [1, 1], ['a'], [1, 2], {}, { a: 1 }, { b: 'x' }, { a: 1, b: 2 }, { a: 'a' }, { ab: null }],
];

const name = fc.constantFrom(...NAMES);
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 2 });
const count = fc.integer({ min: 0, max: 3 });
const constant = fc.constantFrom(...VALUES);
const pattern = fc.constantFrom(...PATTERNS);
const types = fc.constantFrom('object', 'array', 'number', 'string', 'integer', 'null', 'boolean');

const LEAVES = fc.oneof(
  fc.boolean(),
  types.map((type) => ({ type })),
  constant.map((value) => ({ const: value })),
  fc.array(constant, { minLength: 1, maxLength: 3 }).map((values) => ({ enum: values })),
  count.map((minimum) => ({ minimum })),
  count.map((maximum) => ({ maximum })),
  fc.constantFrom(1, 2, 0.5, 3).map((multipleOf) => ({ multipleOf })),
  fc.record({ type: fc.constant('string'), maxLength: count }),
  pattern.map((one) => ({ pattern: one })),
);

/** Gives the keywords with their values; those that hold schemas take these from `one`. */
const keywords = (one: fc.Arbitrary<Schema>): Readonly<Record<string, fc.Arbitrary<unknown>>> => ({
  type: fc.oneof(types, fc.uniqueArray(types, { minLength: 1, maxLength: 2 })),
  ...{ minimum: count, exclusiveMaximum: count, minLength: count, pattern, minItems: count, maxItems: count },
  ...{ minProperties: count, maxProperties: count, uniqueItems: fc.boolean() },
  enum: fc.array(constant, { minLength: 1, maxLength: 3 }),
  required: names,
  properties: fc.dictionary(name, one, { minKeys: 1, maxKeys: 2 }),
  patternProperties: fc.dictionary(pattern, one, { minKeys: 1, maxKeys: 1 }),
  additionalProperties: one,
  propertyNames: fc.oneof(
    pattern.map((text) => ({ pattern: text })),
    fc.constant({ enum: ['a', 'b'] }),
  ),
  items: one,
  prefixItems: fc.array(one, { minLength: 1, maxLength: 2 }),
  ...{ contains: one, minContains: count, maxContains: count },
  ...{ unevaluatedItems: one, unevaluatedProperties: one },
  allOf: fc.array(one, { minLength: 1, maxLength: 2 }),
  anyOf: fc.array(one, { minLength: 1, maxLength: 2 }),
  oneOf: fc.array(one, { minLength: 1, maxLength: 2 }),
  ...{ not: one, if: one, then: one, else: one },
  dependentRequired: fc.dictionary(name, names, { minKeys: 1, maxKeys: 1 }),
  dependentSchemas: fc.dictionary(name, one, { minKeys: 1, maxKeys: 1 }),
});

/** Schemas with all keywords accept next to nothing. */
export const fewKeywords = (schema: SchemaObject): fc.Arbitrary<SchemaObject> =>
  fc
    .shuffledSubarray(Object.keys(schema), { maxLength: 3 })
    .map((kept) => Object.fromEntries(kept.map((key) => [key, schema[key]])));

/** Makes schemas of all keywords over a few names, numbers and texts, so that two of them often have to do with each other. */
export const arbitrarySchema: fc.Arbitrary<Schema> = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    LEAVES as fc.Arbitrary<Schema>,
    fc.record(keywords(tie('schema')), { requiredKeys: [] }).chain(fewKeywords),
  ),
})).schema;

/** Makes a pair: two schemas, or one and the same with a keyword more, less or other. */
export const arbitraryPair: fc.Arbitrary<readonly [Schema, Schema]> = fc.oneof(
  fc.tuple(arbitrarySchema, arbitrarySchema),
  fc
    .tuple(arbitrarySchema, arbitrarySchema)
    .map(([one, other]): readonly [Schema, Schema] => [one, merged(one, other)]),
  fc
    .tuple(arbitrarySchema, arbitrarySchema)
    .map(([one, other]): readonly [Schema, Schema] => [merged(one, other), one]),
);

const merged = (one: Schema, other: Schema): Schema =>
  typeof one === 'boolean' || typeof other === 'boolean' ? other : { ...one, ...other };

/** Makes values of the names, numbers and texts that the schemas speak of. */
export const arbitraryValue: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    constant,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...NAMES, 'z', 'bb'), tie('value'), { maxKeys: 3 }),
  ),
})).value;
