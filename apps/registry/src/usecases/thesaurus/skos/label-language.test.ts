import { describe, expect, test } from 'vitest';

import { languageOf } from './label-language.ts';

describe('a tag', () => {
  test.each([
    ['ar', 'ar'],
    ['ar-MA', 'ar'],
    ['AR_ma', 'ar'],
    ['ar-Arab-MA', 'ar'],
    ['arb', 'ar'],
    ['ar-arb', 'ar'],
    ['ary', 'ary'],
    ['ary-Latn', 'ary'],
    ['ar-ary', 'ary'],
    ['ar-ary-MA', 'ary'],
    ['zgh', 'zgh'],
    ['zgh-Tfng', 'zgh'],
    ['ber', 'zgh'],
    ['tzm-Latn-MA', 'zgh'],
    ['shi', 'zgh'],
    ['rif', 'zgh'],
    ['fr', 'fr'],
    ['fr-FR', 'fr'],
    ['FR-ca', 'fr'],
    ['en-GB', 'en'],
    ['eng', 'en'],
  ])('%s is %s', (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });

  test.each(['', 'es', 'ar-arz', 'ar-apd', 'arz', 'kab', 'fro', 'frr', 'x-fr', 'english', 'und'])(
    'of another language is none of ours: %s',
    (tag) => {
      expect(languageOf(tag)).toBeUndefined();
    },
  );
});
