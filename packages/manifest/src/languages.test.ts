import { describe, expect, it } from 'vitest';

import { pickLanguage, pickText, textDirection } from './languages.ts';

describe('pickText', () => {
  it('gives readers their own language, else the stand-in they are likeliest to read', () => {
    const map = { ar: 'عربية', fr: 'français', en: 'English' };

    expect(pickText(map, 'en')).toBe('English');
    expect(pickText(map, 'ary')).toBe('عربية');
    expect(pickText(map, 'zgh')).toBe('français');
    expect(pickText({ ar: 'عربية' }, 'zgh')).toBe('عربية');
    expect(pickText({ fr: 'français' }, 'ary')).toBe('français');
    expect(pickText({ fr: 'français', ar: 'عربية' }, 'en')).toBe('français');
    expect(pickText({ zgh: 'ⵜⴰⵎⴰⵣⵉⵖⵜ' }, 'ar')).toBe('ⵜⴰⵎⴰⵣⵉⵖⵜ');
  });

  it('tells the language that was picked', () => {
    expect(pickLanguage({ fr: ['a'], en: ['b'] }, 'zgh')).toBe('fr');
    expect(pickLanguage({}, 'ar')).toBeUndefined();
    expect(pickText({}, 'ar')).toBe('');
  });
});

describe('textDirection', () => {
  it.each([
    ['rtl', 'ضريبة الدخل'],
    ['rtl', '12 % — ضريبة IR'],
    ['rtl', '« تجربة »'],
    ['rtl', 'שלום'],
    ['rtl', '𞤀𞤣𞤤𞤢𞤥'],
    ['ltr', 'Impôt sur le revenu ضريبة'],
    ['ltr', 'ⴰⵎⵣⵡⴰⵔⵓ'],
    ['ltr', '2026'],
    ['ltr', ''],
  ] as const)('is %s for %s', (direction, text) => {
    expect(textDirection(text)).toBe(direction);
  });
});
