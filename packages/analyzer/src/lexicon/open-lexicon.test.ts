import { describe, expect, it } from 'vitest';

import { analyze } from '../analyze.ts';
import type { Concept, Label } from './concept.ts';
import { openLexicon, type Lexicon } from './open-lexicon.ts';

const LATIN = new Set(['fr', 'en']);

/** Makes a concept of `language label` lines; the script follows from the label. */
function concept(id: string, ...lines: readonly string[]): Concept {
  return {
    id,
    labels: lines.map((line): Label => {
      const [language = '', ...words] = line.split(' ');
      const text = words.join(' ');
      const script = /\p{Script=Arabic}/u.test(text) ? 'Arab' : /\p{Script=Tifinagh}/u.test(text) ? 'Tfng' : 'Latn';
      return { language: language as Label['language'], script: LATIN.has(language) ? 'Latn' : script, text };
    }),
  };
}

const lexicon = openLexicon([
  concept('tax', 'ar ضريبة', 'fr impôt', 'en tax', 'ary dariba'),
  concept('income-tax', 'ar الضريبة على الدخل', 'fr impôt sur le revenu', 'fr IR', 'en income tax'),
  concept('company-tax', 'ar الضريبة على الشركات', 'fr impôt sur les sociétés', 'fr IS', 'en company tax'),
  concept('income', 'ar دخل', 'fr revenu', 'en income'),
  concept('driving-licence', 'ar رخصة السياقة', 'fr permis de conduire', 'en driving licence', 'ary lpermis'),
  concept('rif', 'ar الريف', 'fr Rif', 'en Rif', 'zgh ⴰⵔⵉⴼ', 'zgh arif'),
  concept('laayoune', 'ar العيون', 'fr Laâyoune', 'en Laayoune'),
  concept('per-capita', 'ar للفرد', 'fr par tête', 'en per capita'),
  concept('simulation', 'ar محاكاة', 'fr simulation', "fr calcul de l'impôt", 'en simulator'),
  concept('money', 'ar مال', 'fr argent', 'en money'),
  concept('house', 'ar بيت', 'fr maison', 'en house', 'ary الحومة'),
]);

const show = (text: string, of: Lexicon = lexicon): readonly string[] =>
  of.match(text, analyze(text)).map(({ concept, by, start, end }) => `${concept.id} ${by} ${text.slice(start, end)}`);

describe('openLexicon', () => {
  it.each([
    ['letter for letter', 'income tax', ['income-tax exact income tax']],
    ['without accents', 'IMPOT SUR LE REVENU', ['income-tax exact IMPOT SUR LE REVENU']],
    ['by stems', 'impôts sur les revenus', ['income-tax stem impôts sur les revenus']],
    ['by Arabic stems and clitics', 'وبالضرائب على الدخل', ['income-tax stem وبالضرائب على الدخل']],
    ['with stop words left out', 'impot revenu', ['income-tax exact impot revenu']],
    ['with other stop words', 'impôt de la société', ['company-tax stem impôt de la société']],
    ['as an identifier', 'computeIncomeTax', ['income-tax exact IncomeTax']],
    ['through Arabizi', 'dariba 3la dakhl', ['income-tax reading dariba 3la dakhl']],
    ['with an elided article', "l'permis", ['driving-licence exact permis']],
    ['through Tifinagh', 'ⴰⵔⵉⴼ', ['rif exact ⴰⵔⵉⴼ']],
    ['an acronym', "l'IR 2025", ['income-tax exact IR']],
    ['an acronym that is a stop word, in capitals', "l'IS", ['company-tax exact IS']],
    ['a name through Arabizi', 'la3youne', ['laayoune reading la3youne']],
  ])('finds a label %s', (_how, text, expected) => {
    expect(show(text)).toEqual(expected);
  });

  it('takes the longest at a place, and none inside another', () => {
    expect(show('income and income tax')).toEqual(['income exact income', 'income-tax exact income tax']);
  });

  it('tells the words of a longer label as well, when asked for, and that they are inside', () => {
    const text = 'impôts sur les revenus';
    const all = lexicon.match(text, analyze(text), { inner: true });

    expect(all.map(({ concept, isInner }) => [concept.id, isInner])).toEqual([
      ['income-tax', undefined],
      ['tax', true],
      ['income', true],
    ]);
  });

  it('takes short words for forms of one only where an ending tells them apart', () => {
    const short = openLexicon([
      concept('male', 'fr mâle', 'ar ذكر'),
      concept('rent', 'fr loyer', 'ar كراء'),
      concept('law', 'fr loi', 'ar قانون'),
      concept('city', 'en city', 'ar مدينة'),
      concept('tumour', 'fr tumeur', 'ar ورم'),
    ]);

    expect(['mal', 'lois', 'cities', 'lorem'].map((text) => show(text, short))).toEqual([
      [],
      ['law stem lois'],
      ['city stem cities'],
      [],
    ]);
  });

  it('knows the words of its labels, and which of them are French or English only', () => {
    const told = (of: (word: string) => boolean) => ['impôt', 'revenu', 'lpermis', 'الدخل', 'xyz'].map(of);

    expect(told((word) => lexicon.knows(word))).toEqual([true, true, true, true, false]);
    expect(told((word) => lexicon.isEuropean(word))).toEqual([true, true, false, false, false]);
  });

  it('tells both of two that overlap', () => {
    expect(show("calcul de l'impôt sur le revenu")).toEqual([
      "simulation exact calcul de l'impôt",
      'income-tax exact impôt sur le revenu',
    ]);
  });

  it.each([
    ['a stop word', 'what is this'],
    ['one word of a phrase', 'mal de tête'],
    ['a short word in another reading', 'mal home'],
    ['a word whose stem another language shares', 'tarif'],
    ['words that only sound alike', 'le permet'],
    ['more stop words between than a phrase has', 'impôt de la ou sur le revenu x'.replace('ou', 'ou et qui')],
  ])('does not find %s', (_what, text) => {
    expect(show(text).filter((match) => !match.startsWith('tax ') && !match.startsWith('income '))).toEqual([]);
  });

  it('tells all concepts that share a label', () => {
    const both = openLexicon([concept('a', 'fr carte'), concept('b', 'fr Carte')]);

    expect(show('cartes', both)).toEqual(['a stem cartes', 'b stem cartes']);
  });

  it('needs enough consonants where it has only these', () => {
    const names = openLexicon([
      concept('tetouan', 'fr Tétouan', 'en Tetouan', 'ar تطوان'),
      concept('chefchaouen', 'fr Chefchaouen', 'en Chefchaouen', 'ar شفشاون'),
      concept('small', 'fr chefchaouni', 'en small'),
    ]);

    expect(show('chafchaouan', names)).toEqual(['chefchaouen skeleton chafchaouan']);
    expect(show('titan', names)).toEqual([]);
  });

  it('finds its concepts by id', () => {
    expect(lexicon.find('tax')?.labels.length).toBe(4);
    expect(lexicon.find('nothing')).toBeUndefined();
  });

  it('has places in the original text', () => {
    const text = '«الضَّرِيبَةُ عَلَى الدَّخْلِ»\u200F 2025';
    const [match] = lexicon.match(text, analyze(text));

    expect(text.slice(match?.start, match?.end)).toBe('الضَّرِيبَةُ عَلَى الدَّخْلِ');
  });

  it('finds as much in a text ten times as long', () => {
    const count = (times: number): number => {
      const text = 'dariba 3la dakhl, impôt sur le revenu et la société. '.repeat(times);
      return lexicon.match(text, analyze(text)).length;
    };

    expect(count(100)).toBe(10 * count(10));
  });
});
