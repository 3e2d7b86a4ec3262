import { describe, expect, it } from 'vitest';

import { compareSchemas } from './compare-schemas.ts';
import type { Schema } from './schema.ts';

const verdictOf = async (old: Schema, newer: Schema): Promise<string> => {
  const { verdict, reason } = await compareSchemas({ old, new: newer, role: 'input' });
  return verdict === 'undecided' ? `undecided, ${reason}` : verdict;
};
const parsed = (text: string): Schema => JSON.parse(text) as Schema;
const integer = { type: 'integer' };
const text = { type: 'string' };

const nested = (depth: number): Schema => {
  let schema: Schema = { type: 'null' };
  for (let one = 0; one < depth; one += 1) schema = { properties: { a: schema } };
  return schema;
};

describe('where a schema has no fixed meaning nothing is claimed', () => {
  it.each<[string, readonly [Schema, Schema], string]>([
    ['numbers too large when read', [parsed('{"const":1e400}'), { const: null }], 'undecided, number'],
    ['numbers too large twice', [parsed('{"maximum":1e400}'), parsed('{"maximum":1e500}')], 'undecided, number'],
    ['another document', [{ $ref: 'other.json' }, text], 'undecided, reference'],
    ['a place that is not there', [{ $ref: '#/$defs/x' }, text], 'undecided, reference'],
    ['a reference into a value', [{ $ref: '#/enum/0', enum: [{ type: 'string' }] }, text], 'undecided, reference'],
    [
      'a reference into examples',
      [
        { $ref: '#/examples/0', examples: [text] },
        { $ref: '#/examples/0', examples: [integer] },
      ],
      'undecided, reference',
    ],
    ['a reference to a map of schemas', [{ $ref: '#/$defs', $defs: { type: text } }, text], 'undecided, reference'],
    ['an index that is none', [{ $ref: '#/allOf/', allOf: [text] }, text], 'undecided, reference'],
    ['an escape that is none', [{ $ref: '#/%zz', $defs: {} }, text], 'undecided, reference'],
    [
      'a schema that asks itself',
      [{ $defs: { a: { anyOf: [text, { $ref: '#/$defs/a' }] } }, $ref: '#/$defs/a' }, text],
      'undecided, reference',
    ],
    [
      'an identifier inside',
      [{ $defs: { a: { $id: 'urn:x', $defs: { b: text }, $ref: '#/$defs/b' } }, $ref: '#/$defs/a' }, text],
      'undecided, reference',
    ],
    [
      'a dynamic anchor',
      [{ $ref: '#/$defs/a', $defs: { a: { $dynamicAnchor: 'x', type: 'string' } } }, text],
      'undecided, dynamic-ref',
    ],
    ['schemas too deep', [nested(700), nested(699)], 'undecided, depth'],
    ['nullable', [{ type: 'string', nullable: true }, text], 'undecided, keyword'],
    ['dependencies', [{ dependencies: { a: ['b'] } }, true], 'undecided, keyword'],
  ])('%s', async (_, [old, newer], expected) => {
    expect(await verdictOf(old, newer)).toBe(expected);
  });

  it.each<[string, Schema]>([
    ['a keyword of the wrong type', { type: 'number', minimum: 'x' }],
    ['an older draft', { exclusiveMinimum: true }],
    ['a pattern that does not compile', { pattern: '(' }],
    ['a pattern among names that does not compile', { patternProperties: { '[': true } }],
  ])('refuses %s', async (_, schema) => {
    await expect(compareSchemas({ old: true, new: schema, role: 'input' })).rejects.toMatchObject({
      code: 'schema-invalid',
      params: { which: 'new' },
    });
  });
});

describe('a schema is read as it is written', () => {
  it.each<[string, readonly [Schema, Schema], 'compatible' | 'breaking']>([
    ['1 and 1.0 are one number', [parsed('{"const":1.0}'), { const: 1 }], 'compatible'],
    ['so they are within values', [parsed('{"enum":[{"a":[1.0]}]}'), { const: { a: [1] } }], 'compatible'],
    ['-0 is 0', [parsed('{"const":-0}'), { const: 0 }], 'compatible'],
    [
      '-0 is not left out by less than 0',
      [{ type: 'number', exclusiveMaximum: 0 }, { not: parsed('{"const":-0}') }],
      'compatible',
    ],
    ['members have no order', [{ const: { a: 1, b: 2 } }, { enum: [{ b: 2, a: 1 }] }], 'compatible'],
    ['items have one', [{ const: [1, 2] }, { const: [2, 1] }], 'breaking'],
    ['false is not 0', [{ const: false }, { const: 0 }], 'breaking'],
    ['an empty object is no empty array', [{ const: {} }, { const: [] }], 'breaking'],
    ['decimals are exact', [{ const: 0.3 }, { multipleOf: 0.1 }], 'compatible'],
    ['multiples of fractions', [{ multipleOf: 0.75 }, { multipleOf: 0.25 }], 'compatible'],
    ['multiples of fractions that are none', [{ type: 'number', multipleOf: 0.5 }, { multipleOf: 0.75 }], 'breaking'],
    [
      'very small and very large',
      [{ type: 'number', minimum: 1e-300, maximum: 1e300 }, { exclusiveMinimum: 0 }],
      'compatible',
    ],
    [
      'beside a reference keywords count',
      [
        { $ref: '#/$defs/a', maximum: 3, $defs: { a: integer } },
        { type: 'integer', maximum: 3 },
      ],
      'compatible',
    ],
    [
      'and may be missing',
      [
        { $ref: '#/$defs/a', maximum: 4, $defs: { a: integer } },
        { $ref: '#/$defs/a', maximum: 3, $defs: { a: integer } },
      ],
      'breaking',
    ],
    [
      'an anchor in a value is none',
      [
        { $ref: '#x', enum: [{ $anchor: 'x', type: 'string' }, 5], $defs: { a: { $anchor: 'x', type: 'integer' } } },
        { const: 5 },
      ],
      'compatible',
    ],
    ['a reference in a value is none', [{ const: { $ref: '#/nowhere' } }, { type: 'object' }], 'compatible'],
    ['a title in a value stays', [{ enum: [{ title: 'a' }] }, { enum: [{ title: 'b' }] }], 'breaking'],
    [
      'members may be called like keywords',
      [
        { type: 'object', properties: { title: text, enum: integer, const: text } },
        { type: 'object', properties: { title: text, enum: integer } },
      ],
      'compatible',
    ],
    [
      'and are compared',
      [
        { type: 'object', properties: { title: text } },
        { type: 'object', properties: { title: integer } },
      ],
      'breaking',
    ],
    ['percent and tilde escapes', [{ $ref: '#/$defs/a~1b%25', $defs: { 'a/b%': integer } }, integer], 'compatible'],
    ['the name ~', [{ $ref: '#/$defs/~0', $defs: { '~': integer } }, text], 'breaking'],
    ['lengths are of code points', [{ const: '😀' }, { maxLength: 1 }], 'compatible'],
    ['in patterns too', [{ const: '😀' }, { pattern: '^.$' }], 'compatible'],
    ['letters of all scripts', [{ const: 'ⵣ' }, { pattern: '^\\p{L}$' }], 'compatible'],
    ['\\d is of ASCII', [{ const: '٣' }, { pattern: '\\d' }], 'breaking'],
    ['\\w is of ASCII', [{ const: 'é' }, { pattern: '\\w' }], 'breaking'],
    ['\\s is more than a space', [{ const: '\u00a0' }, { pattern: '^\\s$' }], 'compatible'],
    ['patterns are found anywhere', [{ pattern: '^a' }, { pattern: 'a' }], 'compatible'],
    [
      'the name of the prototype',
      [parsed('{"type":"object","required":["constructor"]}'), { minProperties: 1 }],
      'compatible',
    ],
    ['is not there by itself', [{ type: 'object' }, { required: ['toString'] }], 'breaking'],
    [
      'the empty name',
      [
        { type: 'object', properties: { '': integer } },
        { type: 'object', properties: { '': text } },
      ],
      'breaking',
    ],
    ['minContains 0 demands nothing', [{ type: 'array' }, { contains: integer, minContains: 0 }], 'compatible'],
    ['then without if says nothing', [{ then: false, else: false }, false], 'breaking'],
    ['if alone says nothing', [true, { if: { type: 'string' } }], 'compatible'],
    [
      'if alone evaluates',
      [
        { type: 'object', if: { properties: { a: true }, required: ['a'] }, unevaluatedProperties: false },
        { type: 'object', maxProperties: 1 },
      ],
      'compatible',
    ],
    [
      'not evaluates nothing',
      [
        { type: 'object', not: { not: { properties: { a: true } } }, unevaluatedProperties: false },
        { type: 'object', maxProperties: 0 },
      ],
      'compatible',
    ],
    [
      'items behind a prefix',
      [
        { type: 'array', prefixItems: [integer], items: false },
        { type: 'array', maxItems: 1 },
      ],
      'compatible',
    ],
    [
      'different objects are different items',
      [{ type: 'array', items: { enum: [{ a: 1 }, parsed('{"a":1.0}')] }, uniqueItems: true }, { maxItems: 1 }],
      'compatible',
    ],
    [
      'required of what is not in properties',
      [{ type: 'object', required: ['x'], additionalProperties: false }, false],
      'compatible',
    ],
    [
      'names that are not allowed',
      [{ type: 'object', propertyNames: { maxLength: 1 }, required: ['ab'] }, false],
      'compatible',
    ],
    [
      'false for a member forbids it',
      [{ type: 'object', properties: { a: false } }, { not: { required: ['a'] } }],
      'compatible',
    ],
    [
      'dependentSchemas without the member',
      [{ type: 'object', maxProperties: 0 }, { dependentSchemas: { a: false } }],
      'compatible',
    ],
    [
      'dependentSchemas with the member',
      [{ type: 'object' }, { dependentSchemas: { a: { required: ['b'] } } }],
      'breaking',
    ],
    [
      'recursion beside what is not evaluated',
      [
        {
          $ref: '#/$defs/n',
          unevaluatedProperties: false,
          $defs: { n: { type: 'object', properties: { c: { $ref: '#/$defs/n' } } } },
        },
        { type: 'object', properties: { c: { type: 'object' } }, additionalProperties: false },
      ],
      'compatible',
    ],
  ])('%s', async (_, [old, newer], expected) => {
    expect(await verdictOf(old, newer)).toBe(expected);
  });

  it('does not leave out an identifier in a value', async () => {
    // A validator may not take it for a value; then there is no verdict.
    expect(await verdictOf({ const: { $id: 'a' } }, { const: { $id: 'b' } })).not.toBe('compatible');
  });

  it('does not take the name __proto__ for anything else', async () => {
    const old = parsed('{"type":"object","properties":{"__proto__":{"type":"string"}},"additionalProperties":false}');
    const newer = parsed('{"type":"object","additionalProperties":{"type":"integer"}}');

    expect(await verdictOf(old, newer)).not.toBe('compatible');
  });
});
