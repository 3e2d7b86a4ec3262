import fc from 'fast-check';

import type { Json } from '../contract/formula.ts';
import type { Schema, SchemaObject } from '../contract/schema.ts';
import { fewKeywords } from './arbitrary-schema.ts';

const name = fc.constantFrom('a', 'b', 'constructor');
const member = fc.constantFrom<Schema>(true, false, { const: 1 }, { type: 'string' });
const leaf = fc
  .record({
    properties: fc.dictionary(name, member, { minKeys: 1, maxKeys: 2 }),
    patternProperties: fc.dictionary(fc.constantFrom('^a', 'b'), member, { minKeys: 1, maxKeys: 1 }),
    required: fc.uniqueArray(name, { minLength: 1, maxLength: 1 }),
    ...{ additionalProperties: member, unevaluatedProperties: member },
    $ref: fc.constantFrom('#/$defs/one', '#/$defs/other'),
  })
  .chain(fewKeywords);
/** Gives schemas that are applied in place, within one another. */
const inPlace = (one: fc.Arbitrary<SchemaObject>, beside: fc.Arbitrary<SchemaObject>): fc.Arbitrary<SchemaObject> => {
  const list = fc.array(one, { minLength: 1, maxLength: 2 });
  const keywords = {
    ...{ allOf: list, anyOf: list, oneOf: list, if: one, then: one, else: one, not: one },
    dependentSchemas: fc.dictionary(name, one, { minKeys: 1, maxKeys: 1 }),
  };
  return fc.tuple(beside, fc.record(keywords).chain(fewKeywords)).map(([one, other]) => ({ ...one, ...other }));
};
const plain = leaf.map(({ $ref: _, ...rest }) => rest);

/** Makes schemas of objects in which much is applied in place, so that what is evaluated is hard to tell. */
export const arbitraryInPlace: fc.Arbitrary<Schema> = fc
  .tuple(inPlace(fc.oneof(leaf, inPlace(leaf, leaf)), leaf), member, plain, inPlace(plain, plain))
  .map(([start, unevaluatedProperties, one, other]): Schema => {
    return { ...start, unevaluatedProperties, $defs: { one, other } };
  });

/** Makes objects of the names they speak of. */
export const arbitraryObject: fc.Arbitrary<Json> = fc.dictionary(name, fc.constantFrom<Json>(1, 'x'), { maxKeys: 3 });
