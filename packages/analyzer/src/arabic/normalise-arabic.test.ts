import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ARABIC, wordOf } from '../testing/words.ts';
import { normaliseArabic } from './normalise-arabic.ts';

describe('normaliseArabic', () => {
  it.each([
    ['harakat go', 'الضَّرِيبَةُ', 'الضريبه'],
    ['tatweel goes', 'قـــانون', 'قانون'],
    ['a superscript alef goes', 'هٰذا', 'هذا'],
    ['alef with hamza above', 'أحمد', 'احمد'],
    ['alef with hamza below', 'إقليم', 'اقليم'],
    ['alef with madda', 'آسفي', 'اسفي'],
    ['alef wasla', 'ٱلله', 'الله'],
    ['hamza on waw', 'مؤسسة', 'موسسه'],
    ['hamza on ya', 'وثائق', 'وثايق'],
    ['a lone hamza goes', 'بناء', 'بنا'],
    ['a hamza inside goes', 'قراءة', 'قراه'],
    ['a lone hamza stays where too little would', 'شيء', 'شيء'],
    ['a lone hamza stays where too little would', 'ماء', 'ماء'],
    ['alef maqsura', 'مستشفى', 'مستشفي'],
    ['ta marbuta', 'وزارة', 'وزاره'],
    ['ta marbuta inside a word', 'شهادةهم', 'شهادتهم'],
    ['the g of Morocco', 'أݣادير', 'اكادير'],
    ['the g of Morocco, another letter', 'أڭادير', 'اكادير'],
    ['the Persian g', 'أگادير', 'اكادير'],
    ['v', 'ڤيلا', 'فيلا'],
    ['p', 'پاسبور', 'باسبور'],
    ['ch', 'چات', 'شات'],
    ['j', 'ژاك', 'جاك'],
    ['Persian keyboards', 'کتابی', 'كتابي'],
    ['Maghrebi feh and qaf', 'ڢاس ڧلم', 'فاس قلم'],
    ['what is plain stays', 'مكتب', 'مكتب'],
    ['marks alone stay', 'ـ', 'ـ'],
    ['nothing stays nothing', '', ''],
  ])('%s: %s', (_rule, word, normalised) => {
    expect(normaliseArabic(word)).toBe(normalised);
  });

  it('is idempotent, and empty for nothing but the empty word', () => {
    fc.assert(
      fc.property(wordOf(ARABIC), (word) => {
        const once = normaliseArabic(word);
        expect(normaliseArabic(once)).toBe(once);
        expect(once).not.toBe('');
      }),
    );
  });
});
