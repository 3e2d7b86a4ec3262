import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { indexedText, matchExpression, wordsOf } from './words.ts';

describe('wordsOf', () => {
  test.each([
    ['Calcul de l’IMPÔT', ['calcul', 'de', 'l', 'impot']],
    ['الضَّرِيبَةُ عَلَى الدَّخْل', ['الضريبة', 'على', 'الدخل']],
    ['ضـريـبة', ['ضريبة']],
    ['ⵜⴰⵎⴰⵣⵉⵖⵜ ⵏ', ['ⵜⴰⵎⴰⵣⵉⵖⵜ', 'ⵏ']],
    ['ﻻ ﬁn', ['لا', 'fin']],
    ['impots/income-tax@1.0', ['impots', 'income', 'tax', '1', '0']],
    ['"*^-:()', []],
    ['', []],
  ])('cuts %s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('cutting what was cut changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const words = wordsOf(text);
        expect(wordsOf(words.join(' '))).toEqual(words);
        expect(indexedText([text])).toBe(words.join(' '));
      }),
      { numRuns: 500 },
    );
  });

  test('no word is without end', () => {
    expect(wordsOf('a'.repeat(1000))).toEqual(['a'.repeat(64)]);
  });
});

describe('matchExpression', () => {
  test.each([
    ['impôt', '"impot"*'],
    ['le AND NEAR', '"le" AND "and"* AND "near"*'],
    ['a" OR "b', '"a" AND "or" AND "b"'],
    ['tax tax', '"tax"*'],
  ])('%s becomes %s', (query, expected) => {
    expect(matchExpression(query)).toBe(expected);
  });

  test('is nothing without a word, and bounded with many', () => {
    expect(matchExpression(' -!- ')).toBeUndefined();
    const many = Array.from({ length: 100 }, (_, index) => `word${index}`).join(' ');
    expect(matchExpression(many)?.split(' AND ')).toHaveLength(16);
  });
});
