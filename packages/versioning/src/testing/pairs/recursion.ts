import type { Schema } from '../../contract/schema.ts';
import { pair, type LabelledPair } from './labelled-pair.ts';

const [yes, no] = ['compatible', 'breaking'] as const;

/** Lists pairs about recursion. */
export const RECURSION: readonly LabelledPair[] = [
  pair('a tree of whole numbers', [tree({ type: 'integer' }), tree({ type: 'number' })], [yes, no]),
  pair(
    'the same list, unrolled once',
    [
      {
        $ref: '#/$defs/list',
        $defs: {
          list: {
            anyOf: [
              { type: 'null' },
              { type: 'array', prefixItems: [true, { $ref: '#/$defs/list' }], minItems: 2, items: false },
            ],
          },
        },
      },
      {
        anyOf: [
          { type: 'null' },
          { type: 'array', prefixItems: [true, { $ref: '#/$defs/list' }], minItems: 2, items: false },
        ],
        $defs: {
          list: {
            anyOf: [
              { type: 'null' },
              { type: 'array', prefixItems: [true, { $ref: '#/$defs/list' }], minItems: 2, items: false },
            ],
          },
        },
      },
    ],
    [yes, yes],
  ),
  pair(
    'a recursion without an end',
    [
      {
        $ref: '#/$defs/a',
        $defs: { a: { type: 'object', properties: { a: { $ref: '#/$defs/a' } }, required: ['a'] } },
      },
      false,
    ],
    [yes, yes],
  ),
  pair(
    'two kinds of node that lead to each other',
    [mutual({ type: 'integer' }), mutual({ type: 'integer', minimum: 0 })],
    [no, yes],
  ),
  pair(
    'a tree whose leaves are closed',
    [
      { $ref: '#/$defs/t', $defs: { t: { type: 'object', additionalProperties: { $ref: '#/$defs/t' } } } },
      {
        $ref: '#/$defs/t',
        $defs: { t: { type: 'object', additionalProperties: { $ref: '#/$defs/t' }, maxProperties: 0 } },
      },
    ],
    [no, yes],
  ),
  pair(
    'a depth that is bounded',
    [
      {
        anyOf: [
          { type: 'null' },
          { type: 'array', items: { anyOf: [{ type: 'null' }, { type: 'array', maxItems: 0 }] } },
        ],
      },
      {
        $ref: '#/$defs/l',
        $defs: { l: { anyOf: [{ type: 'null' }, { type: 'array', items: { $ref: '#/$defs/l' } }] } },
      },
    ],
    [yes, no],
  ),
  pair(
    'the whole document by #',
    [
      { type: 'object', properties: { next: { $ref: '#' } }, additionalProperties: false },
      { type: 'object', properties: { next: { type: 'object' } }, additionalProperties: false },
    ],
    [yes, no],
  ),
  pair(
    'an anchor',
    [{ $ref: '#whole', $defs: { n: { $anchor: 'whole', type: 'integer' } } }, { type: 'integer' }],
    [yes, yes],
  ),
];

function tree(value: Schema): Schema {
  const node = {
    type: 'object',
    properties: { value, children: { type: 'array', items: { $ref: '#/$defs/node' } } },
    required: ['value'],
  };
  return { $ref: '#/$defs/node', $defs: { node } };
}

function mutual(value: Schema): Schema {
  const branch = { type: 'array', items: { $ref: '#/$defs/leaf' } };
  const leaf = { anyOf: [value, { $ref: '#/$defs/branch' }] };
  return { $ref: '#/$defs/branch', $defs: { branch, leaf } };
}
