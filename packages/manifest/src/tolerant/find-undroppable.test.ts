import { describe, expect, it } from 'vitest';

import type { Schema } from './document.ts';
import { findUndroppable, placesOf } from './find-undroppable.ts';

const a = { properties: { a: true } };
const pointers = (schema: Schema): readonly string[] => findUndroppable(schema).map(({ pointer }) => pointer);

describe('findUndroppable', () => {
  it.each([
    ...['minProperties', 'maxProperties', 'propertyNames', 'dependentRequired', 'dependentSchemas'],
    ...['unevaluatedProperties', '$dynamicRef'],
  ])('finds %s wherever it stands', (keyword) => {
    const schema = { properties: { x: { items: { anyOf: [{ [keyword]: {} }] } } } };

    expect(findUndroppable(schema)).toEqual([{ keyword, pointer: `/properties/x/items/anyOf/0/${keyword}` }]);
    expect(pointers({ $ref: '#/$defs/x', $defs: { x: { [keyword]: {} } } })).toEqual([`/$defs/x/${keyword}`]);
  });

  it('finds a comparison of items that may lose members', () => {
    expect(pointers({ type: 'array', items: a, uniqueItems: true })).toEqual(['/uniqueItems']);
    expect(pointers({ items: { items: a }, uniqueItems: true })).toEqual(['/uniqueItems']);
    expect(pointers({ items: a, uniqueItems: false })).toEqual([]);
    expect(pointers({ items: { type: 'string' }, uniqueItems: true })).toEqual([]);
  });

  it('finds whole values that may lose members', () => {
    expect(pointers({ ...a, const: { a: 1 } })).toEqual(['/const']);
    expect(pointers({ ...a, enum: [1, { b: 1 }] })).toEqual(['/enum']);
    expect(pointers({ anyOf: [a, { enum: [{ b: 1 }] }] })).toEqual(['/anyOf/1/enum']);
    expect(pointers({ ...a, enum: [1, 'x', null] })).toEqual([]);
    expect(pointers({ const: { a: 1 } })).toEqual([]);
  });

  it('lets what is common in contracts pass', () => {
    const person = { type: 'object', ...a, required: ['a'], additionalProperties: false };
    const map = { patternProperties: { '^MA-': { $ref: '#/$defs/person' } }, additionalProperties: false };

    expect(findUndroppable({ ...map, $defs: { person } })).toEqual([]);
    expect(findUndroppable({ oneOf: [person, { items: person, minItems: 1, contains: a }] })).toEqual([]);
    expect(findUndroppable(true)).toEqual([]);
  });

  it('refuses a schema with more places than anybody meant', () => {
    // Each level may come with or without each of the branches: a place for each set of them.
    const branch = (index: number) => ({
      properties: { [`n${index}`]: { $ref: '#' }, x: { $ref: `#/$defs/d${index}` } },
    });
    const $defs = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`d${index}`, step(index)]));
    const wide = { anyOf: Array.from({ length: 14 }, (_, index) => branch(index)), $defs };

    expect(() => placesOf(wide)).toThrow(RangeError);
  });
});

/** Leads on to its own next, or to itself: subsets of these are places of their own. */
const step = (index: number): Schema => ({
  properties: Object.fromEntries(
    Array.from({ length: 14 }, (_, name) => [
      `m${name}`,
      { $ref: `#/$defs/d${name === index ? index : (index + name) % 14}` },
    ]),
  ),
});
