import { describe, expect, it } from 'vitest';

import { isArabizi } from './is-arabizi.ts';

describe('isArabizi', () => {
  it.each(
    '7okouma l9anoun 3amala ta3lim ta9a3oud wra9a jama3a sba7 3ndk 7ebs 9raya su2al ra2is bi2a wata2i9 m5ayer 5obz dfe3 sme7 tla9'.split(
      ' ',
    ),
  )('reads the digits of %s as letters', (word) => {
    expect(isArabizi(word)).toBe(true);
  });

  it('tells of a very long word at once', () => {
    expect(isArabizi(`${'a'.repeat(200_000)}77`)).toBe(false);
    expect(isArabizi(`${'a3'.repeat(100_000)}8`)).toBe(false);
  });

  it.each(
    '2024 15 7 covid19 mp3 html5 css3 b2b g2c h2o 4g 5g 3d v2 a3 tva20 loi17-99 103 1-58-250 dariba loi utf8 x86 article5 angular2 2m 25dh 12345abc'.split(
      ' ',
    ),
  )('leaves %s as it is', (word) => {
    expect(isArabizi(word)).toBe(false);
  });
});
