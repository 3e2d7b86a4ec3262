import { pair, type LabelledPair } from './labelled-pair.ts';

const [yes, no] = ['compatible', 'breaking'] as const;

/** Lists pairs about objects. */
export const OBJECTS: readonly LabelledPair[] = [
  pair(
    'an optional member of an open object',
    [{ type: 'object' }, { type: 'object', properties: { note: { type: 'string' } } }],
    [no, yes],
  ),
  pair(
    'an optional member of a closed object',
    [
      { type: 'object', properties: { a: {} }, additionalProperties: false },
      { type: 'object', properties: { a: {}, note: { type: 'string' } }, additionalProperties: false },
    ],
    [yes, no],
  ),
  pair(
    'one member more that must be there',
    [
      { type: 'object', required: ['a'] },
      { type: 'object', required: ['a', 'b'] },
    ],
    [no, yes],
  ),
  pair(
    'a member that no value has',
    [
      { type: 'object', properties: { a: false } },
      { type: 'object', not: { required: ['a'] } },
    ],
    [yes, yes],
  ),
  pair(
    'a pattern that covers a name',
    [
      { type: 'object', properties: { ab: { type: 'integer' } }, additionalProperties: false },
      { type: 'object', patternProperties: { '^a': { type: 'number' } }, additionalProperties: false },
    ],
    [yes, no],
  ),
  pair(
    'names and their count',
    [
      { type: 'object', propertyNames: { enum: ['a', 'b'] } },
      { type: 'object', maxProperties: 2 },
    ],
    [yes, no],
  ),
  pair(
    'one needs the other',
    [
      { type: 'object', required: ['b'] },
      { type: 'object', dependentRequired: { a: ['b'] } },
    ],
    [yes, no],
  ),
  pair(
    'a schema for those that have a member',
    [
      { type: 'object', properties: { kind: { const: 'x' }, size: { type: 'integer' } }, required: ['kind'] },
      { type: 'object', dependentSchemas: { kind: { properties: { size: { type: 'number' } } } } },
    ],
    [yes, no],
  ),
  pair(
    'one member for two demands',
    [
      {
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        patternProperties: { '^a': true, b$: true },
        additionalProperties: false,
      },
      { type: 'object', maxProperties: 1, propertyNames: { pattern: '^a|b$' } },
    ],
    [yes, no],
  ),
  pair(
    'what is left over of two schemas',
    [
      {
        allOf: [{ properties: { a: true } }, { properties: { b: true } }],
        type: 'object',
        unevaluatedProperties: false,
      },
      { type: 'object', propertyNames: { enum: ['a', 'b'] } },
    ],
    [yes, yes],
  ),
];
