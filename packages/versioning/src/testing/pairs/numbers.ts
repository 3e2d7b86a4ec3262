import { pair, type LabelledPair } from './labelled-pair.ts';

const [yes, no] = ['compatible', 'breaking'] as const;

/** Lists pairs about numbers. */
export const NUMBERS: readonly LabelledPair[] = [
  pair('a lower maximum', [{ maximum: 7 }, { maximum: 6 }], [no, yes]),
  pair('a minimum that only texts could break', [{ type: 'string' }, { type: 'string', minimum: 3 }], [yes, yes]),
  pair(
    'the open bound of a whole number',
    [
      { type: 'integer', exclusiveMinimum: 4 },
      { type: 'integer', minimum: 5 },
    ],
    [yes, yes],
  ),
  pair(
    'the open bound of a number',
    [
      { type: 'number', exclusiveMinimum: 4 },
      { type: 'number', minimum: 5 },
    ],
    [no, yes],
  ),
  pair(
    'a bound that a grid does not reach',
    [
      { multipleOf: 5, maximum: 9 },
      { multipleOf: 5, maximum: 5 },
    ],
    [yes, yes],
  ),
  pair('a finer grid', [{ multipleOf: 0.5 }, { multipleOf: 0.25 }], [yes, no]),
  pair(
    'two grids and their common one',
    [{ allOf: [{ multipleOf: 4 }, { multipleOf: 6 }] }, { multipleOf: 12 }],
    [yes, yes],
  ),
  pair('grids of decimals, exactly', [{ multipleOf: 0.3 }, { multipleOf: 0.1 }], [yes, no]),
  pair('1.0 is a whole number', [{ enum: [1.0, 2] }, { type: 'integer', minimum: 1, maximum: 2 }], [yes, yes]),
  pair('an empty range', [{ type: 'number', minimum: 3, maximum: 2 }, false], [yes, yes]),
  pair('a number or a whole number', [{ type: ['number', 'integer'] }, { type: 'number' }], [yes, yes]),
  pair(
    'what is no multiple',
    [
      { type: 'integer', not: { multipleOf: 2 } },
      { type: 'integer', not: { multipleOf: 6 } },
    ],
    [yes, no],
  ),
];
