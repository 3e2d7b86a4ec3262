import type { Schema } from '../../contract/schema.ts';
import { pair, type LabelledPair } from './labelled-pair.ts';

const [yes, no] = ['compatible', 'breaking'] as const;

/** Lists pairs about logic. */
export const LOGIC: readonly LabelledPair[] = [
  pair(
    'a branch deep inside',
    [
      {
        type: 'object',
        properties: {
          who: {
            anyOf: [{ type: 'string' }, { type: 'object', properties: { age: { type: 'integer', minimum: 0 } } }],
          },
        },
      },
      {
        type: 'object',
        properties: {
          who: {
            anyOf: [{ type: 'string' }, { type: 'object', properties: { age: { type: 'integer', minimum: 1 } } }],
          },
        },
      },
    ],
    [no, yes],
  ),
  pair(
    'one of two that overlap',
    [
      { oneOf: [{ multipleOf: 2 }, { multipleOf: 3 }], type: 'integer' },
      { type: 'integer', anyOf: [{ multipleOf: 2 }, { multipleOf: 3 }] },
    ],
    [yes, no],
  ),
  pair(
    'one of two that do not overlap',
    [{ oneOf: [{ type: 'string' }, { type: 'null' }] }, { type: ['string', 'null'] }],
    [yes, yes],
  ),
  pair(
    'if and then as an implication',
    [
      { if: { properties: { a: { const: 1 } }, required: ['a'] }, then: { required: ['b'] } },
      { anyOf: [{ not: { properties: { a: { const: 1 } }, required: ['a'] } }, { required: ['b'] }] },
    ],
    [yes, yes],
  ),
  pair('not twice', [{ not: { not: { type: 'integer' } } }, { type: 'integer' }], [yes, yes]),
  pair(
    'cases that together are all',
    [
      { type: 'integer' },
      {
        anyOf: [
          { type: 'integer', minimum: 0 },
          { type: 'integer', maximum: -1 },
        ],
      },
    ],
    [yes, yes],
  ),
  pair(
    'a choice by its kind',
    [
      {
        oneOf: [1, 2, 3, 4, 5, 6].map((kind) => ({
          type: 'object',
          properties: { kind: { const: kind }, n: { maximum: kind } },
          required: ['kind'],
        })),
      },
      {
        oneOf: [1, 2, 3, 4, 5, 6].map((kind) => ({
          type: 'object',
          properties: { kind: { const: kind }, n: { maximum: kind + 1 } },
          required: ['kind'],
        })),
      },
    ],
    [yes, no],
  ),
  pair(
    'a branch of a branch of a branch',
    [deep({ type: 'string', maxLength: 5 }), deep({ type: 'string', maxLength: 4 })],
    [no, yes],
  ),
  pair(
    'choices in another order, and one of them twice',
    [{ anyOf: [{ type: 'null' }, { minimum: 3 }, { type: 'null' }] }, { anyOf: [{ minimum: 3 }, { type: 'null' }] }],
    [yes, yes],
  ),
  pair(
    'if, then and else as two cases',
    [
      { if: { type: 'string' }, then: { minLength: 1 }, else: { type: 'integer' } },
      { anyOf: [{ type: 'string', minLength: 1 }, { type: 'integer' }] },
    ],
    [yes, yes],
  ),
];

function deep(schema: Schema): Schema {
  const inside = (one: Schema): Schema => ({
    anyOf: [
      { type: 'integer' },
      { type: 'object', properties: { x: one }, required: ['x'], additionalProperties: false },
    ],
  });
  return inside(inside(inside(schema)));
}
