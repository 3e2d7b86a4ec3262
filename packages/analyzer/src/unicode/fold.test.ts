import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyText } from '../testing/any-text.ts';
import { foldText } from './fold.ts';

const folded = (text: string): string => foldText(text).text;

/** Gives for each folded code unit the piece of the original that it comes from. */
function pieces(text: string): readonly string[] {
  const { text: result, starts, ends } = foldText(text);
  return Array.from({ length: result.length }, (_, index) => text.slice(starts[index], ends[index]));
}

describe('foldText', () => {
  it.each([
    ['case', 'ImpÔT', 'impôt'],
    ['fullwidth letters and ligatures', 'Ｔａｘ ﬁscal ﻻ', 'tax fiscal لا'],
    ['letters and their marks, however they are encoded', 'e\u0301 é', 'é é'],
    ['digits of all scripts', '٢٠٢٥ ۲۰۲۵ २०२५ ２０２５', '2025 2025 2025 2025'],
    ['the Arabic decimal separator', '١٢٫٥', '12.5'],
    ['bidi and zero-width characters', '\u200Fضري\u200Cبة\u202C co\u00ADde \uFEFF', 'ضريبة code '],
    ['apostrophes', 'l’impôt lʼimpôt l`impôt l＇impôt', "l'impôt l'impôt l'impôt l'impôt"],
    ['hyphens', '47‑18 47−18 47－18', '47-18 47-18 47-18'],
    ['the labio-velar mark', 'agʷmar ⴰⴳⵯⵎⴰⵔ', 'agwmar ⴰⴳⵡⵎⴰⵔ'],
    ['final sigma', 'ΟΔΟΣ οδος', 'οδοσ οδοσ'],
    ['a capital that becomes two characters', 'İ', 'i̇'],
  ])('folds %s', (_what, text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  it('leaves whole what is one character and several words', () => {
    expect(folded('½ ﷺ ℀')).toBe('½ ﷺ ℀');
  });

  it('leads each code unit back to the character that it comes from', () => {
    expect(pieces('ﬁé\u200B̂X')).toEqual(['ﬁ', 'ﬁ', 'é\u200B̂', 'é\u200B̂', 'X']);
    expect(pieces('a\u0301\u200F b')).toEqual(['a\u0301', ' ', 'b']);
  });

  it('tells what was a capital', () => {
    expect([...foldText('aBÉ1').uppers.slice(0, 4)]).toEqual([0, 1, 1, 0]);
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(folded(folded(text))).toBe(folded(text));
      }),
    );
  });

  it('folds the piece between two characters to the piece of the folding', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        // A space belongs to no character before it.
        expect(folded(`${one} ${other}`)).toBe(`${folded(one)}${folded(` ${other}`)}`);
      }),
    );
  });

  it('gives offsets that grow and stay inside', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: result, starts, ends } = foldText(text);
        let last = 0;
        for (let index = 0; index < result.length; index += 1) {
          const [start = -1, end = -1] = [starts[index], ends[index]];
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = start;
        }
      }),
    );
  });
});
