import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { tifinaghLetters } from '../tables/tables.ts';
import { latinToTifinagh, tifinaghToLatin } from './tifinagh.ts';

const words = [
  ['ⴰⴳⴰⴷⵉⵔ', 'agadir'],
  ['ⴰⵎⴰⵣⵉⵖ', 'amaziɣ'],
  ['ⵜⴰⵎⴰⵣⵉⵖⵜ', 'tamaziɣt'],
  ['ⵜⵉⵏⵎⵍ', 'tinml'],
  ['ⵕⵕⴱⴰⵟ', 'ṛṛbaṭ'],
  ['ⵜⵉⵟⵡⴰⵏ', 'tiṭwan'],
  ['ⵍⵇⵏⵉⵟⵕⴰ', 'lqniṭṛa'],
  ['ⵅⵏⵉⴼⵕⴰ', 'xnifṛa'],
  ['ⴰⵎⵖⴰⵔ', 'amɣar'],
  ['ⴰⵙⴳⴳⵯⴰⵙ', 'asggʷas'],
  ['ⵜⴰⴽⵯⵎⵓⵙⵜ', 'takʷmust'],
  ['ⴰⵣⵓⵍ', 'azul'],
  ['ⵉⵛⵛ', 'icc'],
  ['ⵄⵍⵉ', 'ɛli'],
  ['ⵓⵃⵎⴰⴷ', 'uḥmad'],
  ['ⴰⵥⵓⵕ', 'aẓuṛ'],
] as const;

describe('tifinaghToLatin and latinToTifinagh', () => {
  it.each(words)('%s is %s and back', (tifinagh, latin) => {
    expect(tifinaghToLatin(tifinagh)).toBe(latin);
    expect(latinToTifinagh(latin)).toBe(tifinagh);
  });

  it.each([...tifinaghLetters])('the letter %s is %s and back', (tifinagh, latin) => {
    expect(tifinaghToLatin(tifinagh)).toBe(latin);
    expect(latinToTifinagh(latin)).toBe(tifinagh);
  });

  it('round-trip every word of the 33 letters', () => {
    const letter = (of: readonly string[]): fc.Arbitrary<string> =>
      fc.array(fc.constantFrom(...of), { maxLength: 12 }).map((letters) => letters.join(''));

    fc.assert(
      fc.property(letter([...tifinaghLetters.keys()]), letter([...tifinaghLetters.values()]), (tifinagh, latin) => {
        expect(latinToTifinagh(tifinaghToLatin(tifinagh))).toBe(tifinagh);
        expect(tifinaghToLatin(latinToTifinagh(latin))).toBe(latin);
      }),
    );
  });

  it('read letters outside the alphabet, and let others stand', () => {
    expect(tifinaghToLatin('ⴲⴴⵞ-2026')).toBe('bgc-2026');
    expect(latinToTifinagh('azul-2026')).toBe('ⴰⵣⵓⵍ-2026');
  });
});
