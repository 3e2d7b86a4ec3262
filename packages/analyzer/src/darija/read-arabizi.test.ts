import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { normaliseArabic } from '../arabic/normalise-arabic.ts';
import { LATIN, wordOf } from '../testing/words.ts';
import { readArabizi } from './read-arabizi.ts';

describe('readArabizi', () => {
  it.each([
    ['dariba', 'ضريبة'],
    ['daraib', 'ضرائب'],
    ['wata2i9', 'وثائق'],
    ['ddariba', 'الضريبة'],
    ['l9anoun', 'القانون'],
    ['lqanoun', 'القانون'],
    ['el9anoun', 'القانون'],
    ['7okouma', 'حكومة'],
    ['chahada', 'شهادة'],
    ['chchahada', 'الشهادة'],
    ['essayara', 'السيارة'],
    ['wilaya', 'ولاية'],
    ['jama3a', 'جماعة'],
    ['moustachfa', 'مستشفى'],
    ['mdina', 'مدينة'],
    ['lidara', 'الإدارة'],
    ['lard', 'الأرض'],
    ['mo9awala', 'مقاولة'],
    ['khadamat', 'خدمات'],
    ['ghaba', 'غابة'],
    ['ta9a3oud', 'تقاعد'],
    ['chahadat', 'شهادات'],
    ['lwizarat', 'الوزارات'],
    ['mohammed', 'محمد'],
    ['tri9', 'طريق'],
  ])('reads %s first as %s', (arabizi, arabic) => {
    expect(readArabizi(arabizi)[0]).toBe(normaliseArabic(arabic));
  });

  it.each([
    ['kra', 'كراء'],
    ['dwa', 'دواء'],
    ['sba7', 'صباح'],
    ['wra9a', 'ورقة'],
    ['bi2a', 'بيئة'],
    ['zituna', 'زيتونة'],
    ['maghrib', 'مغرب'],
    ['lmaghrib', 'المغرب'],
    ['nnas', 'الناس'],
    ['fhemti', 'فهمتي'],
    ['khobza', 'خبزة'],
  ])('reads %s as %s too', (arabizi, arabic) => {
    expect(readArabizi(arabizi)).toContain(normaliseArabic(arabic));
  });

  it('gives one to four distinct readings, none empty, all normalised', () => {
    fc.assert(
      fc.property(wordOf(LATIN), (word) => {
        const readings = readArabizi(word);
        expect(readings.length).toBeGreaterThanOrEqual(1);
        expect(readings.length).toBeLessThanOrEqual(4);
        expect(new Set(readings).size).toBe(readings.length);
        for (const reading of readings) {
          expect(reading).not.toBe('');
          expect(normaliseArabic(reading)).toBe(reading);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('writes a last vowel that was heard', () => {
    expect(readArabizi('chahada')).not.toContain('شاهد');
    expect(readArabizi('chahid')).toContain('شهيد');
  });

  it('gives a word without a sound back', () => {
    expect(readArabizi('—')).toEqual(['—']);
  });
});
