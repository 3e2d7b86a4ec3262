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
