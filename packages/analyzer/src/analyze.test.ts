import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { analyze } from './analyze.ts';
import type { Language } from './languages.ts';
import { anyText } from './testing/any-text.ts';
import { foldText } from './unicode/fold.ts';

const stemsIn = (text: string, language?: Language): readonly string[] =>
  analyze(text, { language }).flatMap(({ stems }) => stems);

describe('analyze', () => {
  it('tells of each word where it stands, how it is written and what it may be', () => {
    expect(analyze('L’impôt', { language: 'fr' })).toEqual([
      { start: 2, end: 7, position: 0, exact: 'impôt', script: 'Latn', stems: ['impot'], skeleton: 'mbt' },
    ]);
  });

  it('gives the alternatives of a name one position', () => {
    const tokens = analyze('calcul incomeTax', { language: 'en' });

    expect(tokens.map(({ exact, stems, position }) => [exact, stems[0], position])).toEqual([
      ['calcul', 'calcul', 0],
      ['incometax', 'incometax', 1],
      ['income', 'incom', 1],
      ['tax', 'tax', 2],
    ]);
  });

  it.each([
    ['Arabic', 'وبالضَّرَائِبِ', 'ضريبة'],
    ['Arabic digits', '٢٠٢٥', '2025'],
    ['Darija and Arabizi', 'dariba', 'ضريبة'],
    ['Tamazight in two scripts', 'ⵜⴰⵎⴰⵣⵉⵖⵜ', 'tamaziɣt'],
    ['spellings of Tamazight', 'imazighen', 'ⴰⵎⴰⵣⵉⵖ'],
    ['French with and without accents', 'déclarations', 'declaration'],
    ['French and its ligatures', 'œuvre', 'oeuvres'],
    ['English', 'taxes', 'tax'],
    ['law numbers', '47.18', '47-18'],
    ['acronyms', 'C.N.S.S.', 'cnss'],
    ['names', 'incomeTax', 'income_tax'],
    ['a word with a hyphen and without', 'rendez-vous', 'rendezvous'],
  ])('brings together %s', (_what, one, other) => {
    const shared = new Set(stemsIn(one)).intersection(new Set(stemsIn(other)));

    expect([...shared]).not.toEqual([]);
  });

  it.each(['2-22-1', '47-18', '2025', '12,5', '01/01/2025', '1.0.0', 'AB123456', 'PM2.5', 'T4', 'covid19'])(
    'leaves the number or code %s as it is',
    (code) => {
      const [token] = analyze(code);

      expect(token).toMatchObject({ start: 0, end: code.length, exact: code.toLowerCase(), skeleton: undefined });
      expect(token?.stems[0]).toBe(code.toLowerCase());
      expect(
        token?.stems.every(
          (stem) =>
            stem.replaceAll('-', '') === code.toLowerCase().replaceAll(/[./,-]/g, '') || stem === token.stems[0],
        ),
      ).toBe(true);
    },
  );

  it('reads Latin words in the language that is known, and in all where none is', () => {
    expect(stemsIn('national', 'fr')).toEqual(['national']);
    expect(stemsIn('national', 'en')).toEqual(['nation']);
    expect(stemsIn('dariba', 'fr')).toEqual(['darib']);
    expect(stemsIn('dariba')).toContain('ضريب');
    // In an Arabic text Latin letters are French or English, and a French text may hold Arabic.
    expect(stemsIn('dariba', 'ar')).not.toContain('ضريب');
    expect(stemsIn('ضريبة', 'fr')).toEqual(['ضريب']);
  });

  it('does not read Arabizi as French', () => {
    expect(stemsIn('wra9a')).not.toContain('wra9');
    expect(stemsIn('wra9a')).toContain('ورق');
  });

  it('leaves data and other scripts as they are', () => {
    const data = 'x'.repeat(200);
    expect(analyze(`${data} 日本`).map(({ stems, skeleton }) => [stems, skeleton])).toEqual([
      [[data], undefined],
      [['日本'], undefined],
    ]);
  });

  it('gives the same whether a word was seen before or not', () => {
    expect(analyze('dariba dariba')[1]?.stems).toEqual(analyze('dariba')[0]?.stems);
  });

  it('gives offsets whose piece of the original folds to the word', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { start, end, exact } of analyze(text)) {
          // A letter that folds to a mark and a letter (ำ) may begin a word; a mark begins none.
          expect(foldText(text.slice(start, end)).text.replace(/^\p{M}+/u, '')).toBe(exact);
          expect(exact).not.toBe('');
        }
      }),
      { numRuns: 1000, examples: [['٢٠٢٥/2025\u0301'], ['\u0e33a']] },
    );
  });

  it('gives positions in a row, and places that do not go back', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let [position, start] = [0, 0];
        for (const token of analyze(text)) {
          expect([position, position + 1]).toContain(token.position);
          if (token.position > position) expect(token.start).toBeGreaterThanOrEqual(start);
          [position, start] = [token.position, token.start];
        }
      }),
    );
  });

  it('gives distinct stems, none empty, and at least one', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { stems } of analyze(text)) {
          expect(new Set(stems).size).toBe(stems.length);
          expect(stems).not.toContain('');
          expect(stems.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
