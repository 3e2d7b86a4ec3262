import { openLexicon, analyze, type LabelRow } from '@national-forge/analyzer';
import { expect, test } from 'vitest';

import { lowerCapitals } from './lower-capitals.ts';

const label = (language: 'fr' | 'en' | 'ar', text: string): LabelRow => ({
  ...{ language, text, status: 'unreviewed', source: '' },
  script: language === 'ar' ? 'Arab' : 'Latn',
});
const concept = (id: string, ...labels: readonly LabelRow[]) => ({ id, iri: `https://example.org/${id}`, labels });
const textsOf = (concepts: readonly { readonly labels: readonly LabelRow[] }[]) =>
  concepts.map(({ labels }) => labels.map(({ text }) => text));

test('where nearly all labels of a language begin with a capital, none do; acronyms, codes and other scripts stay', () => {
  const made = lowerCapitals([
    concept('a', label('fr', 'Tourisme'), label('fr', 'ONMT'), label('en', 'Tourism'), label('ar', 'سياحة')),
    concept('b', label('fr', 'École'), label('fr', 'L’école'), label('en', 'School'), label('en', 'iPod')),
    concept('c', label('fr', '3D'), label('en', 'Water'), label('en', 'UNESCO-IHE')),
  ]);

  expect(textsOf(made)).toEqual([
    ['tourisme', 'ONMT', 'tourism', 'سياحة'],
    ['école', 'l’école', 'school', 'iPod'],
    ['3D', 'water', 'UNESCO-IHE'],
  ]);
});

test('where names alone have capitals they keep them', () => {
  const concepts = [
    concept('a', label('fr', 'Agadir'), label('en', 'Agadir')),
    concept('b', label('fr', 'école'), label('en', 'school')),
  ];

  expect(lowerCapitals(concepts)).toEqual(concepts);
});

test('a common noun is then not met by its consonants', () => {
  const capital = [concept('a', label('fr', 'Tourisme'), label('en', 'Tourism'))];
  const met = (concepts: typeof capital) => {
    const text = 'torosma';
    return openLexicon(concepts)
      .match(text, analyze(text))
      .map(({ by }) => by);
  };

  expect(met(capital)).toEqual(['skeleton']);
  expect(met([...lowerCapitals(capital)])).toEqual([]);
});
