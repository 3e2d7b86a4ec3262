import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { latinToTifinagh } from '../amazigh/tifinagh.ts';
import { ARABIC, LATIN, TIFINAGH, wordOf } from '../testing/words.ts';
import { skeletonOf } from './skeleton-of.ts';

const scriptOf = (word: string): 'Arab' | 'Tfng' | 'Latn' =>
  /\p{Script=Arab}/u.test(word) ? 'Arab' : /\p{Script=Tfng}/u.test(word) ? 'Tfng' : 'Latn';
const skeleton = (word: string): string | undefined => skeletonOf(word, scriptOf(word));

describe('skeletonOf', () => {
  it.each([
    ['drb', 'dariba ضريبة الضريبة ddariba edariba'],
    ['mhmd', 'mohammed mohamed محمد mouhamed'],
    ['kdr', 'agadir ⴰⴳⴰⴷⵉⵔ أݣادير أكادير'],
    ['tn', 'tetouan tétouan تطوان ⵜⵉⵟⵡⴰⵏ'],
    ['ksblnk', 'casablanca kasablanka'],
    ['rbt', 'rabat الرباط ⵕⵕⴱⴰⵟ'],
    ['xnfr', 'khénifra khnifra خنيفرة ⵅⵏⵉⴼⵕⴰ'],
    ['mzɣ', 'amazigh amaziɣ أمازيغ ⴰⵎⴰⵣⵉⵖ'],
    ['tmzɣt', 'tamazight تمازيغت ⵜⴰⵎⴰⵣⵉⵖⵜ'],
    ['knkl', 'qonqol'],
    ['mstf', 'mustapha mostafa مصطفى'],
    ['lrc', 'larache العرائش'],
    ['srt', 'essaouirat الصويرت'],
    ['bdrhm', 'abderrahim عبدالرحيم'],
    ['nrdn', 'noureddine نورالدين'],
    ['ksb', 'kasbah kasba casbah قصبة القصبة'],
    ['slh', 'salah صلاح'],
    ['mks', 'maxs'],
    ['tks', 'taxi taksi طاكسي'],
    ['xm', 'axxam ⴰⵅⵅⴰⵎ'],
    ['cfcn', 'chefchaouen شفشاون'],
    ['srf', 'ceref'],
    ['krd', 'accord qard قرض'],
    ['drb', 'ضَرِيبَة'],
  ])('gives %s for %s', (expected, words) => {
    for (const word of words.split(' ')) expect(skeleton(word), word).toBe(expected);
  });

  it.each(['a', 'ou', 'و', 'ماء', 'ⴰ', 'mama', 'ⵉⵎⵉ', 'eau', 'ي', ''])('says nothing of %j', (word) => {
    expect(skeleton(word)).toBeUndefined();
  });

  it('says nothing of numbers and other scripts', () => {
    expect(skeletonOf('1058', 'Zzzz')).toBeUndefined();
  });

  it('has two consonants or more, no two neighbours the same, and no letter outside its alphabet', () => {
    fc.assert(
      fc.property(fc.oneof(wordOf(ARABIC), wordOf(LATIN), wordOf(TIFINAGH)), (word) => {
        const found = skeleton(word);
        if (found !== undefined) expect(found).toMatch(/^(?:([btjhxdrzscɣfklmn])(?!\1)){2,}$/);
      }),
      { numRuns: 2_000 },
    );
  });

  // Without h and j: dh, kh, dj are one sound in Latin, and two letters in Tifinagh.
  it('is the same for a word of Tifinagh letters and its transcription', () => {
    fc.assert(
      fc.property(wordOf('abdfgikmnqrstuwyzḍṭṣẓṛḥɣ'), (word) => {
        const latin = `ɣ${word}`;
        expect(skeletonOf(latinToTifinagh(latin), 'Tfng')).toBe(skeletonOf(latin, 'Latn'));
      }),
    );
  });
});
