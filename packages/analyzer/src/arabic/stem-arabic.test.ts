import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { brokenPlurals } from '../tables/tables.ts';
import { ARABIC, wordOf } from '../testing/words.ts';
import { knownStem } from './known-nouns.ts';
import { normaliseArabic } from './normalise-arabic.ts';
import { stemArabic } from './stem-arabic.ts';

const stem = (word: string): string => stemArabic(normaliseArabic(word));

describe('stemArabic', () => {
  it.each([
    ['ضريب', 'ضريبة الضريبة والضريبة بالضريبة للضريبة ضرائب الضرائب وبالضرائب ضريبي ضريبتهم ضريبته ضرائبهم'],
    ['شهاد', 'شهادة الشهادات بشهادة وبشهادة شهاداتكم شهادتي الشواهد'],
    ['قانون', 'قانون القانون والقانون قوانين القوانين قانونية القانونيين قانونها'],
    ['امتحان', 'امتحان امتحانات الامتحانات امتحاناتهم'],
    ['تامين', 'تأمين التأمين التأمينات تأمينها'],
    ['وزار', 'وزارة الوزارة الوزارات بوزارة وزارته'],
    ['وزير', 'وزير الوزير والوزير وزراء الوزراء'],
    ['وثيق', 'وثيقة الوثيقة وثائق الوثائق وثائقهم بوثائق'],
    ['محكم', 'محكمة المحكمة محاكم للمحاكم محاكمنا'],
    ['مواطن', 'مواطن مواطنة المواطنون المواطنين للمواطنات مواطنيها'],
    ['مشروع', 'مشروع مشاريع المشاريع بالمشاريع مشروعها'],
    ['قاضي', 'القاضي القضاة قضاة'],
    ['شيء', 'شيء الشيء والشيء أشياء الأشياء'],
    ['درهم', 'درهم الدرهم دراهم الدراهم'],
    ['رخص', 'رخصة رخصته الرخص رخصتها'],
    ['بطاق', 'بطاقة البطاقة بطائق بطاقتها بطاقتك بطاقتي'],
    ['ميزان', 'ميزان الموازين'],
    ['توقيت', 'توقيت التوقيت توقيتها توقيتهم'],
    ['تحيين', 'تحيين التحيين تحيينها'],
    ['طريق', 'طريق الطريق الطرق'],
    ['حق', 'حق الحق حقوق والحقوق للحقوق'],
    ['خط', 'الخط الخطوط بالخط'],
  ])('gives %s for %s', (expected, words) => {
    for (const word of words.split(' ')) expect(stem(word), word).toBe(expected);
  });

  it.each([
    ['تدابير', 'تدبير'],
    ['تراكيب', 'تركيب'],
    ['مفاعيل', 'مفعول'],
    ['مناديب', 'مندوب'],
    ['صواعق', 'صاعق'],
    ['حوافز', 'حافز'],
    ['قصائد', 'قصيد'],
    ['حصائل', 'حصيل'],
  ])('breaks the plural %s by its pattern', (plural, singular) => {
    expect(stem(plural)).toBe(singular);
    expect(stem(`ال${plural}`)).toBe(singular);
  });

  it.each('تواصل توازن مراقب مساعد محاسب تنظيم تكوين توقيت مساهم مراكش إعلان'.split(' '))(
    'leaves %s, which only looks like a plural or an ending',
    (word) => {
      expect(stem(word)).toBe(normaliseArabic(word));
    },
  );

  it.each([
    ['two letters would stay', 'بان', 'بان'],
    ['two letters would stay', 'وله', 'وله'],
    ['و of an unknown word', 'والسلحفاة', 'سلحفا'],
    ['ب before no known noun', 'بطيخ', 'بطيخ'],
    ['the root ends in كم', 'حاكم', 'حاكم'],
    ['the root ends in هم', 'متهم', 'متهم'],
    ['ته is not a pronoun', 'ثابتة', 'ثابت'],
  ])('keeps what is the word: %s, %s', (_rule, word, expected) => {
    expect(stem(word)).toBe(expected);
  });

  it('gives every broken plural of the table the stem of its singular, with and without clitics', () => {
    for (const [plural, singular] of brokenPlurals) {
      expect(stem(plural), plural).toBe(stem(singular));
      expect(stem(`وال${plural}`), `وال${plural}`).toBe(stem(singular));
      expect(stem(`لل${plural}`), `لل${plural}`).toBe(stem(singular));
    }
  });

  it('leaves what is too long for a word', () => {
    const long = 'ات'.repeat(100_000);

    expect(stemArabic(long)).toBe(long);
  });

  it('leaves three letters at least, or the word, or a noun of the tables', () => {
    fc.assert(
      fc.property(wordOf(ARABIC), (word) => {
        const normalised = normaliseArabic(word);
        const stem = stemArabic(normalised);
        if (knownStem(stem) === undefined) expect(stem.length).toBeGreaterThanOrEqual(Math.min(3, normalised.length));
        expect(stem).not.toBe('');
      }),
      { numRuns: 2_000 },
    );
  });
});
