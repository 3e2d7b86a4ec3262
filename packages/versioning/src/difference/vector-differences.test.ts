import { expect, it } from 'vitest';

import { vectorDifferences } from './vector-differences.ts';

const vector = (name: string, output: number) => ({ name, input: { a: 1, b: 2 }, output });

it('tells vectors apart by name, and takes another input, output or tolerance for a change', () => {
  const old = [vector('same', 1), vector('result', 1), vector('tolerant', 1), vector('gone', 1)];
  const newer = [
    { name: 'same', input: { b: 2, a: 1 }, output: 1 },
    vector('result', 2),
    { ...vector('tolerant', 1), tolerance: { abs: 0.1 } },
    vector('new', 1),
  ];

  expect(vectorDifferences(old, newer)).toEqual({
    added: ['new'],
    removed: ['gone'],
    changed: ['result', 'tolerant'],
  });
});
