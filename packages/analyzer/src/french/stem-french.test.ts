import { readFileSync } from 'node:fs';

import { stemmer } from '@orama/stemmers/french';
import { describe, expect, it } from 'vitest';

import { foldAccents } from '../unicode/fold-accents.ts';
import { elide } from './elide.ts';
import { stemFrench } from './stem-french.ts';

const vocabulary = readFileSync(new URL('../../testdata/french-snowball.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));

describe('stemFrench', () => {
  it.each([
    ['impôt impôts impot'],
    ['déclaration déclarations déclaré déclarée déclarer'],
    ['municipalité municipalités municipalite municipal municipale'],
    ['salarié salariés salariée salariées salarie'],
    ['qualifié qualifiée qualification'],
    ['immatriculé immatriculation immatriculations'],
    ['réel réelle reelle'],
    ['régional régionale régionaux regionaux'],
    ['revenu revenus'],
    ['loi lois'],
    ['délai délais'],
    ['emploi emplois'],
    ['première premiere premières'],
    ['œuvre oeuvres'],
  ])('brings together %s', (words) => {
    expect(new Set(words.split(' ').map(stemFrench)).size).toBe(1);
  });

  it.each(['pays payé', 'fer férié', 'mois moi', 'police politique'])('keeps apart %s', (words) => {
    expect(new Set(words.split(' ').map(stemFrench)).size).toBe(2);
  });

  it('gives every word the stem that it has without accents', () => {
    const apart = vocabulary.filter(([word = '']) => stemFrench(word) !== stemFrench(foldAccents(word)));

    expect(vocabulary.length).toBe(1500);
    expect(apart).toEqual([]);
  });

  it('leans on a stemmer that does as Snowball does', () => {
    const other = vocabulary.filter(([word = '', stem]) => stemmer(word) !== stem);

    // Snowball has learnt a few exceptions since (mauvais, époux).
    expect(other.length).toBeLessThanOrEqual(3);
  });
});

describe('elide', () => {
  it.each([
    ["l'impôt", 'impôt'],
    ["qu'il", 'il'],
    ["jusqu'au", 'au'],
    ["d'aujourd'hui", "aujourd'hui"],
    ["aujourd'hui", "aujourd'hui"],
    ["prud'homme", "prud'homme"],
    ["l'", "l'"],
    ['loi', 'loi'],
  ])('of %s leaves %s', (word, rest) => {
    expect(elide(word)).toBe(rest);
  });
});
