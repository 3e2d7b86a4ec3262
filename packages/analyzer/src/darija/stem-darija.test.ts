import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { knownStem } from '../arabic/known-nouns.ts';
import { normaliseArabic } from '../arabic/normalise-arabic.ts';
import { stemArabic } from '../arabic/stem-arabic.ts';
import { ARABIC, wordOf } from '../testing/words.ts';
import { stemDarija } from './stem-darija.ts';

const stem = (word: string): string => stemDarija(normaliseArabic(word));

describe('stemDarija', () => {
  it.each([
    ['خلص', 'كنخلص كيخلص كتخلص غنخلص كيخلصو تيخلصو ماكنخلصش ماكيخلصوش ماتخلصش مخلصش ماخلصش'],
    ['ديال', 'ديال ديالي ديالك ديالو ديالها ديالنا ديالهم'],
    ['بلاد', 'بلاد البلاد فلبلاد'],
    ['دار', 'دار الدار عالدار فالدار'],
    ['ضريب', 'الضريبة فالضريبة عالضريبة الضرايب'],
    ['طلب', 'كنطلب كيطلبو'],
  ])('gives %s for %s', (expected, words) => {
    for (const word of words.split(' ')) expect(stem(word), word).toBe(expected);
  });

  it.each(
    'كتاب كتابة تنظيم تنسيق كيفية كندا مناقش مفتش كيمياء ورش عيش مغشوش فلاح فلاحة علاقة بلدية لجنة هاتف عرش'.split(' '),
  )('adds nothing to %s', (word) => {
    const normalised = normaliseArabic(word);
    expect(stemDarija(normalised)).toBe(stemArabic(normalised));
  });

  it('leaves what is too long for a word', () => {
    const long = `ما${'نش'.repeat(100_000)}`;

    expect(stemDarija(long)).toBe(long);
  });

  it('leaves three letters at least, or the word, or a noun of the tables', () => {
    fc.assert(
      fc.property(wordOf(ARABIC), (word) => {
        const normalised = normaliseArabic(word);
        const stem = stemDarija(normalised);
        if (knownStem(stem) === undefined) expect(stem.length).toBeGreaterThanOrEqual(Math.min(3, normalised.length));
        expect(stem).not.toBe('');
      }),
      { numRuns: 2_000 },
    );
  });
});
