import { describe, expect, it } from 'vitest';

import { foreignSkeletons } from './foreign-skeletons.ts';
import { skeletonOf } from './skeleton-of.ts';

/** Names as English and Arabic write them, of which the skeletons differ. */
const NAMES: readonly (readonly [latin: string, arabic: string])[] = [
  ['gandhi', 'غاندي'],
  ['george', 'جورج'],
  ['chaplin', 'تشابلن'],
  ['michael', 'مايكل'],
  ['christopher', 'كريستوفر'],
  ['richard', 'ريتشارد'],
  ['charles', 'تشارلز'],
  ['hastings', 'هاستينغز'],
  ['broncos', 'برونكوز'],
  ['manning', 'مانينغ'],
  ['roosevelt', 'روزفلت'],
  ['heisenberg', 'هايزنبرغ'],
  ['magellan', 'ماجلان'],
  ['john', 'جون'],
];

describe('the skeletons of foreign names', () => {
  it.each(NAMES)('join %s and %s, which skeletons alone do not', (latin, arabic) => {
    expect(skeletonOf(latin, 'Latn')).not.toBe(skeletonOf(arabic, 'Arab'));
    expect(foreignSkeletons(latin, 'Latn')).toContain(skeletonOf(arabic, 'Arab'));
  });

  it('join them from the Arabic side as well where one sound has two letters', () => {
    expect(foreignSkeletons('غاندي', 'Arab')).toContain(skeletonOf('gandhi', 'Latn'));
    expect(foreignSkeletons('مانينغ', 'Arab')).toContain(skeletonOf('manning', 'Latn'));
  });

  it('begin with the word’s own, are at most eight, and none for a word without consonants or a number', () => {
    expect(foreignSkeletons('agadir', 'Latn')[0]).toBe(skeletonOf('agadir', 'Latn'));
    expect(foreignSkeletons('schisgachgisgesgichghs', 'Latn').length).toBeLessThanOrEqual(8);
    expect([foreignSkeletons('eau', 'Latn'), foreignSkeletons('2025', 'Zzzz')]).toEqual([[], []]);
  });
});
