import { describe, expect, it } from 'vitest';

import { chooseLocale, localeOf } from './locale.ts';

describe('the language of messages', () => {
  it.each([
    ['fr_MA.UTF-8', 'fr'],
    ['AR', 'ar'],
    ['ary_MA', 'ar'],
    ['zgh', 'fr'],
    ['ber_MA', 'fr'],
    ['en-GB', 'en'],
    ['C.UTF-8', undefined],
    ['french', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %j is %j', (name, locale) => {
    expect(localeOf(name)).toBe(locale);
  });

  it('is the one asked for, then NFORGE_LANG, then the first variable of POSIX that is set, then English', () => {
    const env = { NFORGE_LANG: 'fr', LC_ALL: 'ar_MA', LANG: 'en_US' };

    expect(chooseLocale('en', env)).toBe('en');
    expect(chooseLocale(undefined, env)).toBe('fr');
    expect(chooseLocale(undefined, { ...env, NFORGE_LANG: '' })).toBe('ar');
    expect(chooseLocale(undefined, { LC_ALL: '', LC_MESSAGES: 'fr_FR', LANG: 'ar' })).toBe('fr');
    expect(chooseLocale(undefined, { LC_ALL: 'C', LANG: 'fr_FR' })).toBe('en');
    expect(chooseLocale(undefined, {})).toBe('en');
  });
});
