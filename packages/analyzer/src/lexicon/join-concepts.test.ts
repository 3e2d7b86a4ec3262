import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { analyze } from '../analyze.ts';
import { nationalConcepts } from '../lexicon.ts';
import type { Concept, Label } from './concept.ts';
import { joinConcepts } from './join-concepts.ts';
import { openLexicon } from './open-lexicon.ts';

const concept = (id: string, ...labels: readonly string[]): Concept => ({ id, labels: labels.map(labelOf) });

function labelOf(text: string): Label {
  const language = text.slice(0, text.indexOf(' ')) as Label['language'];
  return { language, script: language === 'ar' ? 'Arab' : 'Latn', text: text.slice(language.length + 1) };
}

const isFull = process.env['NFORGE_TEST_SCALE'] === 'full';
const LEXICON = [
  concept('drinking-water', 'ar ماء صالح للشرب', 'fr eau potable', 'en drinking water'),
  concept('mining', 'ar تعدين', 'fr mine', 'en mining'),
  concept('tax', 'ar ضريبة', 'fr impôt', 'en tax'),
];
const join = (...concepts: readonly Concept[]) => joinConcepts(LEXICON, [concepts]);

describe('a concept of a thesaurus', () => {
  test('is one with that of the lexicon by a label of several words, or by two of one', () => {
    const { joined } = join(
      concept('t:1', 'fr Eaux potables', 'fr eau de boisson'),
      concept('t:2', 'fr Impôts', 'en Taxes', 'en Levies'),
    );

    expect([...joined]).toEqual([
      ['t:1', 'drinking-water'],
      ['t:2', 'tax'],
    ]);
  });

  test('stands beside for one word in common, which may be a homonym, though two languages spell it alike', () => {
    const land = concept('t:land-mine', 'ar لغم', 'fr Mine', 'en Mine');
    const { joined, concepts } = joinConcepts([...LEXICON, concept('mine', 'en mine', 'fr mine')], [[land]]);

    expect(joined.size).toBe(0);
    expect(concepts.at(-1)).toBe(land);
  });

  test('stands beside where two of the lexicon have as much in common', () => {
    const prices = [concept('inflation', 'fr hausse des prix'), concept('price-increase', 'fr hausse des prix')];

    expect(joinConcepts(prices, [[concept('t:1', 'fr Hausse des prix')]]).joined.size).toBe(0);
  });

  test('brings its labels, each once, and a text with any label of either meets the one', () => {
    const { concepts } = join(concept('t:1', 'fr Eau potable', 'fr Eau de boisson', 'ar مياه الشرب'));
    const lexicon = openLexicon(concepts);

    const met = (text: string) => lexicon.match(text, analyze(text)).map(({ concept: { id } }) => id);
    expect(concepts[0]?.labels.map(({ text }) => text)).toEqual([
      'ماء صالح للشرب',
      'eau potable',
      'drinking water',
      'Eau de boisson',
      'مياه الشرب',
    ]);
    expect(['qualité des eaux de boisson', 'drinking water', 'مياه الشرب'].map(met)).toEqual([
      ['drinking-water'],
      ['drinking-water'],
      ['drinking-water'],
    ]);
  });

  test('is one with that of a thesaurus before, and never with one of its own thesaurus', () => {
    const first = [concept('a:1', 'fr pompe à chaleur'), concept('a:2', 'fr pompe à chaleur')];
    const { concepts, joined } = joinConcepts(LEXICON, [first.slice(0, 1), [concept('b:1', 'fr pompes à chaleur')]]);

    expect(concepts.map(({ id }) => id)).toEqual(['drinking-water', 'mining', 'tax', 'a:1']);
    expect(joined).toEqual(new Map([['b:1', 'a:1']]));
    expect(joinConcepts(LEXICON, [first]).concepts).toHaveLength(LEXICON.length + 2);
  });
});

test('without thesauri the lexicon stays as it is, and no label is analysed', () => {
  const { concepts } = joinConcepts(LEXICON, []);

  expect(concepts).toEqual(LEXICON);
});

test('of concepts that the national lexicon has, most are found, and hardly a homonym is taken for one', () => {
  const lines = readFileSync(new URL('../../testdata/joined-concepts.tsv', import.meta.url), 'utf8').split('\n');
  const cases = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'));
  const ids = new Set(cases.map(([id = '']) => id));
  const wanted = new Map(cases.map(([id = ''], index) => [`t:${index}`, id]));

  // Which homonyms could mislead is known only with all concepts at hand; every fifth shows that the rule holds.
  const lexicon = nationalConcepts().filter(({ id }, at) => isFull || at % 5 === 0 || ids.has(id));
  const { joined } = joinConcepts(lexicon, [cases.map(([, ...labels], index) => concept(`t:${index}`, ...labels))]);

  const right = [...joined].filter(([id, own]) => wanted.get(id) === own).length;
  const known = [...wanted.values()].filter((id) => id !== '-').length;
  expect([cases.length, known]).toEqual([90, 60]);
  expect(right / joined.size).toBeGreaterThanOrEqual(0.93);
  expect(right / known).toBeGreaterThanOrEqual(0.8);
});
