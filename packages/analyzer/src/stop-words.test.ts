import { describe, expect, it } from 'vitest';

import { LANGUAGES } from './languages.ts';
import { isStopWord } from './stop-words.ts';
import { stopWords } from './tables/tables.ts';
import { foldText } from './unicode/fold.ts';

describe('stop words', () => {
  it('are told in all five languages, with and without accents', () => {
    expect(
      [
        'de',
        'à',
        'a',
        'of',
        'في',
        'إلى',
        'الى',
        'ديال',
        'dyal',
        '3la',
        'ⵏ',
        'n',
        'combien',
        'pourquoi',
        'كم',
        'لماذا',
        'which',
        'شحال',
        'chhal',
      ].filter((word) => !isStopWord(word)),
    ).toEqual([]);
  });

  it('are none of what people look for', () => {
    expect(
      ['taxe', 'avant', 'jour', 'permis', 'ضريبة', 'عقد', 'rokhsa', 'ir', 'tva', '2025'].filter(isStopWord),
    ).toEqual([]);
  });

  it('are few, folded, and of languages that there are', () => {
    expect(stopWords.size).toBeLessThan(600);
    for (const [word, languages] of stopWords) {
      expect(foldText(word).text).toBe(word);
      expect(languages.split(' ').filter((one) => !(LANGUAGES as readonly string[]).includes(one))).toEqual([]);
    }
  });
});
