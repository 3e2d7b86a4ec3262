import { expect, test } from 'vitest';

import { askedAgencies } from './asked-agencies.ts';

const PRESENT: Readonly<Record<string, string>> = { impots: 'dgi', cnss: 'protection' };
const names = { agency: (name: string) => (Object.hasOwn(PRESENT, name) ? PRESENT[name] : undefined) };

test('each agency is asked for once, under the name that it has now', () => {
  expect(askedAgencies(names, { q: 'x', agency: ['impots', 'dgi', 'eau', 'cnss', 'impots'] })).toEqual({
    q: 'x',
    agency: ['dgi', 'eau', 'protection'],
    moves: [
      { from: 'impots', to: 'dgi' },
      { from: 'cnss', to: 'protection' },
    ],
  });
});

test.each([
  ['agency:impots', 'agency:dgi'],
  ['taxe  agency:impots agency:eau', 'taxe  agency:dgi agency:eau'],
  ['"agency:impots" agency:impots', '"agency:impots" agency:dgi'],
  ['xagency:impots agency:impots,', 'xagency:impots agency:impots,'],
  ['-agency:impots', '-agency:impots'],
  ['agency:constructor', 'agency:constructor'],
])('an operator is told so, what is none is left: %s', (q, expected) => {
  expect(askedAgencies(names, { q }).q).toBe(expected);
});

test('who asks for no agency gets none', () => {
  expect(askedAgencies(names, { q: '' })).toEqual({ q: '', agency: undefined, moves: [] });
});
