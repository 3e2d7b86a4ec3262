import fc from 'fast-check';
import { expect, test } from 'vitest';

import { parseQuery } from './parse-query.ts';

const none = { phrases: [], excluded: [], filters: { agency: [], sector: [] } };

test.each([
  ['impôt revenu', { ...none, words: 'impôt revenu' }],
  ['"impôt sur" revenu', { ...none, words: 'revenu impôt sur', phrases: ['impôt sur'] }],
  ['eau -fuite', { ...none, words: 'eau', excluded: ['fuite'] }],
  ['eau -"eau potable"', { ...none, words: 'eau', excluded: ['eau potable'] }],
  ['agency:eau sector:health x', { ...none, words: 'x', filters: { agency: ['eau'], sector: ['health'] } }],
  ['e-mail', { ...none, words: 'e-mail' }],
  ['-', { ...none, words: '-' }],
  ['"open', { ...none, words: '"open' }],
  ['title:x', { ...none, words: 'title:x' }],
  ['ماء -تسرب', { ...none, words: 'ماء', excluded: ['تسرب'] }],
])('%s', (text, expected) => {
  const parsed = parseQuery(text);

  expect({ ...parsed, words: parsed.words.trim().replaceAll(/\s+/g, ' ') }).toEqual(expected);
});

test('any text is read', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseQuery(text).words.length <= text.length + 1));
});
