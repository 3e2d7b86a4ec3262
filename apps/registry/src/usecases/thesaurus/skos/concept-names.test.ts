import { expect, test } from 'vitest';

import { nameConcepts } from './concept-names.ts';

const named = (...iris: readonly string[]) => [...nameConcepts(iris).values()];

test('a concept is named by the end of its address', () => {
  const iris = [
    'http://vocabularies.unesco.org/thesaurus/concept10',
    'https://example.org/t#Eau_potable',
    'urn:x:y:7/',
  ];

  expect(named(...iris, 'https://example.org/ماء', 'https://example.org/a%20b')).toEqual([
    'concept10',
    'Eau_potable',
    '7',
    'ماء',
    'a-20b',
  ]);
});

test('where two end alike, or an end is too long, a part of a hash tells them apart, whatever the order', () => {
  const [a, b] = ['https://example.org/water/1', 'https://example.org/air/1'];
  const long = `https://example.org/${'x'.repeat(65)}`;

  const names = named(a, b, long, 'https://example.org/2');
  expect(names.map((name) => name.replace(/[0-9a-f]{12}/, 'HASH'))).toEqual(['1-HASH', '1-HASH', 'HASH', '2']);
  expect(new Set(names).size).toBe(4);
  expect(named(b, a)).toEqual([names[1], names[0]]);
});
