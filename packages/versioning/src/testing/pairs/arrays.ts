import { pair, type LabelledPair } from './labelled-pair.ts';

const [yes, no] = ['compatible', 'breaking'] as const;

/** Lists pairs about arrays. */
export const ARRAYS: readonly LabelledPair[] = [
  pair(
    'fewer items',
    [
      { type: 'array', maxItems: 3 },
      { type: 'array', maxItems: 2 },
    ],
    [no, yes],
  ),
  pair(
    'items of another type',
    [
      { type: 'array', items: { type: 'integer' } },
      { type: 'array', items: { type: 'number' } },
    ],
    [yes, no],
  ),
  pair(
    'an empty array has any items',
    [
      { type: 'array', maxItems: 0 },
      { type: 'array', items: false },
    ],
    [yes, yes],
  ),
  pair(
    'a pair and its length',
    [
      { type: 'array', prefixItems: [{ type: 'string' }], items: false, minItems: 1 },
      { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 1 },
    ],
    [yes, yes],
  ),
  pair(
    'wider contains under a bound is narrower',
    [
      { type: 'array', contains: { type: 'integer' }, minContains: 0, maxContains: 1 },
      { type: 'array', contains: { type: 'number' }, minContains: 0, maxContains: 1 },
    ],
    [no, yes],
  ),
  pair(
    'contains of at least two',
    [
      { type: 'array', contains: { const: 1 }, minContains: 2 },
      { type: 'array', contains: { const: 1 } },
    ],
    [yes, no],
  ),
  pair('contains is not for the empty array', [{ type: 'array' }, { type: 'array', contains: true }], [no, yes]),
  pair(
    'different items of two values',
    [
      { type: 'array', items: { enum: [1, 2] }, uniqueItems: true },
      { type: 'array', items: { enum: [1, 2] }, maxItems: 2 },
    ],
    [yes, no],
  ),
  pair(
    'no items are alike when there is one',
    [
      { type: 'array', maxItems: 1 },
      { type: 'array', maxItems: 1, uniqueItems: true },
    ],
    [yes, yes],
  ),
  pair(
    'what is left of a prefix',
    [
      { type: 'array', prefixItems: [true], unevaluatedItems: false },
      { type: 'array', maxItems: 1 },
    ],
    [yes, yes],
  ),
];
