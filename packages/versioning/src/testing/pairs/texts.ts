import { pair, type LabelledPair } from './labelled-pair.ts';

const [yes, no] = ['compatible', 'breaking'] as const;

/** Lists pairs about texts. */
export const TEXTS: readonly LabelledPair[] = [
  pair('a longer text', [{ maxLength: 3 }, { maxLength: 4 }], [yes, no]),
  pair('a length in code points', [{ const: '😀😀' }, { type: 'string', maxLength: 2 }], [yes, no]),
  pair(
    'a pattern found anywhere',
    [
      { type: 'string', pattern: 'ab' },
      { type: 'string', pattern: 'b' },
    ],
    [yes, no],
  ),
  pair('the same pattern, anchored', [{ type: 'string', pattern: '^a$' }, { const: 'a' }], [yes, yes]),
  pair('two ways to write a class', [{ pattern: '^[0-9]+$' }, { pattern: '^\\d+$' }], [yes, yes]),
  pair(
    'a pattern that bounds the length',
    [
      { type: 'string', pattern: '^[A-Z]{2}\\d{3}$' },
      { type: 'string', minLength: 5, maxLength: 5 },
    ],
    [yes, no],
  ),
  pair(
    'a dot takes no line feed',
    [
      { type: 'string', pattern: '^.$' },
      { type: 'string', minLength: 1, maxLength: 1 },
    ],
    [yes, no],
  ),
  pair(
    'an alternative with its own anchor',
    [
      { type: 'string', pattern: '^a|b$' },
      { type: 'string', pattern: '(^a)|(b$)' },
    ],
    [yes, yes],
  ),
  pair('a format says nothing', [{ type: 'string', format: 'date' }, { type: 'string' }], [yes, yes]),
  pair(
    'an alphabet of the world',
    [
      { type: 'string', pattern: '^[ⴰ-ⵥ]+$' },
      { type: 'string', pattern: '^\\p{L}+$' },
    ],
    [yes, no],
  ),
  pair(
    'letters of all alphabets, beside a hyphen',
    [
      { type: 'string', pattern: '^[\\p{L}-]+$' },
      { type: 'string', pattern: '^(?:\\p{L}|-)+$' },
    ],
    [yes, yes],
  ),
  pair(
    'what is no letter',
    [
      { type: 'string', pattern: '^\\d$' },
      { type: 'string', pattern: '^\\P{L}$' },
    ],
    [yes, no],
  ),
  pair('a value of many', [{ enum: ['a', 'b'] }, { enum: ['b', 'a', 'c'] }], [yes, no]),
  pair('all but one', [{ type: 'string', not: { const: 'x' } }, { type: 'string' }], [yes, no]),
];
