import { pair, type LabelledPair } from './labelled-pair.ts';

type Sides = Parameters<typeof pair>[1];

const [yes, no] = ['compatible', 'breaking'] as const;

const narrower = (title: string, ...sides: Sides): LabelledPair => pair(title, sides, [no, yes]);
const wider = (title: string, ...sides: Sides): LabelledPair => pair(title, sides, [yes, no]);
const same = (title: string, ...sides: Sides): LabelledPair => pair(title, sides, [yes, yes]);
const other = (title: string, ...sides: Sides): LabelledPair => pair(title, sides, [no, no]);

const KIND = { type: 'object', required: ['kind'] };
const NAMED = { properties: { a: { type: 'string' } } };

/** Lists pairs of each keyword: made stricter, made looser, said otherwise, said of other values. */
export const KEYWORDS: readonly LabelledPair[] = [
  wider('type: one more', { type: 'string' }, { type: ['string', 'null'] }),
  same('type: whole numbers are numbers', { type: ['integer', 'number'] }, { type: 'number' }),
  other('type: another one', { type: 'string' }, { type: 'boolean' }),
  narrower('const: of an enum', { enum: [1, 2] }, { const: 1 }),
  same('enum: a value twice', { enum: [1, 2, 1.0] }, { enum: [2, 1] }),
  narrower('minimum: raised', { type: 'number', minimum: 0 }, { type: 'number', minimum: 0.5 }),
  same('minimum: of whole numbers', { type: 'integer', minimum: 0.5 }, { type: 'integer', minimum: 1 }),
  narrower('exclusiveMinimum: in place of minimum', { minimum: 0 }, { exclusiveMinimum: 0 }),
  same('exclusiveMaximum: of whole numbers', { type: 'integer', exclusiveMaximum: 8 }, { type: 'integer', maximum: 7 }),
  wider('maximum: taken away', { type: 'number', maximum: 7 }, { type: 'number' }),
  same('maximum: says nothing of texts', { type: 'string', maximum: 1 }, { type: 'string', maximum: 2 }),
  wider('multipleOf: a divisor', { type: 'number', multipleOf: 0.6 }, { type: 'number', multipleOf: 0.2 }),
  other('multipleOf: no divisor', { type: 'number', multipleOf: 0.6 }, { type: 'number', multipleOf: 0.4 }),
  same('multipleOf: two at once', { multipleOf: 6 }, { allOf: [{ multipleOf: 2 }, { multipleOf: 3 }] }),
  narrower('maxLength: lowered', { type: 'string', maxLength: 5000 }, { type: 'string', maxLength: 4000 }),
  narrower('minLength: raised', { type: 'string' }, { type: 'string', minLength: 1 }),
  same('minLength: as a pattern', { type: 'string', minLength: 1 }, { type: 'string', pattern: '[^]' }),
  other('minLength and maxLength: moved', { minLength: 1, maxLength: 3 }, { minLength: 2, maxLength: 4 }),
  narrower('pattern: anchored', { type: 'string', pattern: 'a' }, { type: 'string', pattern: '^a' }),
  narrower('pattern: with what must be ahead', { pattern: '^\\w{4,}$' }, { pattern: '^(?=.*\\d)\\w{4,}$' }),
  same('pattern: ahead or in place', { pattern: '^(?=ab)a\\w$' }, { pattern: '^ab$' }),
  wider('pattern: not ahead', { const: 'b' }, { pattern: '^(?!a)[ab]$' }),
  wider('pattern: behind', { pattern: '(?<=^a)b' }, { pattern: '(?<=a)b' }),
  wider('pattern: a word', { pattern: '\\bnon\\b' }, { pattern: 'non' }),
  narrower('maxItems: lowered', { type: 'array', maxItems: 200 }, { type: 'array', maxItems: 100 }),
  narrower('minItems: raised', { type: 'array' }, { type: 'array', minItems: 1 }),
  narrower('uniqueItems: added', { type: 'array' }, { type: 'array', uniqueItems: true }),
  same('uniqueItems: false', { type: 'array', uniqueItems: false }, { type: 'array' }),
  same(
    'uniqueItems: values that can be told apart',
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'null' }], items: false },
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'null' }], items: false, uniqueItems: true },
  ),
  same(
    'uniqueItems: more items than values',
    { type: 'array', items: { type: 'boolean' }, minItems: 3, uniqueItems: true },
    false,
  ),
  narrower('prefixItems: one more', { prefixItems: [{ type: 'null' }] }, { prefixItems: [{ type: 'null' }, false] }),
  narrower('items: none behind the prefix', { prefixItems: [true] }, { prefixItems: [true], items: false }),
  wider('contains: any number', { type: 'array', contains: true }, { type: 'array', contains: true, minContains: 0 }),
  narrower('minContains: raised', { contains: { const: 1 } }, { contains: { const: 1 }, minContains: 2 }),
  wider('maxContains: raised', { contains: { const: 1 }, maxContains: 1 }, { contains: { const: 1 }, maxContains: 2 }),
  same('minContains and maxContains: alone', { type: 'array', minContains: 5, maxContains: 6 }, { type: 'array' }),
  narrower('maxProperties: lowered', { maxProperties: 3 }, { maxProperties: 2 }),
  narrower('minProperties: raised', { type: 'object' }, { type: 'object', minProperties: 1 }),
  same('minProperties: by required', { required: ['a', 'b'] }, { required: ['a', 'b'], minProperties: 2 }),
  narrower('required: one more', { required: ['a'] }, { required: ['a', 'b'] }),
  wider(
    'properties: a wider member',
    { properties: { a: { type: 'integer' } } },
    { properties: { a: { type: 'number' } } },
  ),
  narrower(
    'patternProperties: added',
    { type: 'object' },
    { type: 'object', patternProperties: { '^x-': { type: 'string' } } },
  ),
  same(
    'patternProperties: of one name',
    { patternProperties: { '^a$': { type: 'null' } } },
    { properties: { a: { type: 'null' } } },
  ),
  narrower('additionalProperties: closed', NAMED, { ...NAMED, additionalProperties: false }),
  narrower('additionalProperties: of a type', NAMED, { ...NAMED, additionalProperties: { type: 'string' } }),
  narrower('propertyNames: short', { type: 'object' }, { type: 'object', propertyNames: { maxLength: 3 } }),
  same(
    'propertyNames: listed',
    { propertyNames: { const: 'a' } },
    { properties: { a: true }, additionalProperties: false },
  ),
  narrower('dependentRequired: added', { type: 'object' }, { type: 'object', dependentRequired: { a: ['b'] } }),
  same(
    'dependentRequired: of what must be there',
    { required: ['a', 'b'], dependentRequired: { a: ['b'] } },
    { required: ['a', 'b'] },
  ),
  narrower(
    'dependentSchemas: added',
    { type: 'object' },
    { type: 'object', dependentSchemas: { a: { required: ['b'] } } },
  ),
  narrower('allOf: one more', { allOf: [{ minimum: 1 }] }, { allOf: [{ minimum: 1 }, { maximum: 5 }] }),
  wider('anyOf: one more', { anyOf: [{ type: 'null' }] }, { anyOf: [{ type: 'null' }, { type: 'string' }] }),
  other('oneOf: one more that overlaps', { oneOf: [{ minimum: 1 }] }, { oneOf: [{ minimum: 1 }, { maximum: 5 }] }),
  wider(
    'oneOf: one more that does not',
    { oneOf: [{ type: 'null' }] },
    { oneOf: [{ type: 'null' }, { type: 'string' }] },
  ),
  narrower('not: more', { not: { const: 1 } }, { not: { enum: [1, 2] } }),
  wider('if: a rule for less', { if: { type: 'string' }, then: false }, { if: { const: 'a' }, then: false }),
  narrower(
    'then: stricter',
    { ...KIND, if: { properties: { kind: { const: 'a' } } }, then: true },
    { ...KIND, if: { properties: { kind: { const: 'a' } } }, then: { required: ['n'] } },
  ),
  narrower(
    'else: stricter',
    { if: { type: 'string' }, else: true },
    { if: { type: 'string' }, else: { type: 'null' } },
  ),
  same('if: always', { if: true, then: { type: 'null' }, else: false }, { type: 'null' }),
  same(
    'unevaluatedProperties: beside allOf',
    { allOf: [NAMED], unevaluatedProperties: false },
    { ...NAMED, additionalProperties: false },
  ),
  narrower(
    'unevaluatedProperties: closed',
    { anyOf: [NAMED, true] },
    { anyOf: [NAMED, true], unevaluatedProperties: false },
  ),
  same(
    'unevaluatedItems: beside allOf',
    { type: 'array', allOf: [{ prefixItems: [true] }], unevaluatedItems: false },
    { type: 'array', maxItems: 1 },
  ),
  same('format: says nothing', { type: 'string', format: 'date' }, { type: 'string', format: 'email' }),
  same('default, title, examples: say nothing', { default: 1, title: 'a', examples: [1] }, true),
  wider(
    '$ref: to what became wider',
    { $ref: '#/$defs/a', $defs: { a: { type: 'integer' } } },
    { $ref: '#/$defs/a', $defs: { a: { type: 'number' } } },
  ),
  same('$ref: written out', { $ref: '#/$defs/a', $defs: { a: { type: 'null' } } }, { type: 'null' }),
  same('$defs: more that nothing refers to', { type: 'null' }, { type: 'null', $defs: { a: false } }),
  same(
    '$anchor: in place of a pointer',
    { $ref: '#x', $defs: { a: { $anchor: 'x', type: 'null' } } },
    { $ref: '#/$defs/a', $defs: { a: { type: 'null' } } },
  ),
];
