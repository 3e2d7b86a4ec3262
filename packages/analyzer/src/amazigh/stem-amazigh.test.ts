import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { LATIN, wordOf } from '../testing/words.ts';
import { normaliseAmazigh } from './normalise-amazigh.ts';
import { stemAmazigh } from './stem-amazigh.ts';

describe('stemAmazigh', () => {
  it.each([
    ['maziɣ', 'amaziɣ umaziɣ imaziɣen tamaziɣt timaziɣin tmaziɣt'],
    ['rgaz', 'argaz urgaz irgazen'],
    ['mɣar', 'amɣar umɣar imɣaren tamɣart timɣarin'],
    ['slmad', 'aselmad uselmad iselmaden taselmadt tiselmadin'],
    ['nlmad', 'anlmad inlmadn tanlmadt tinlmadin'],
    ['dar', 'taddart addar'],
    ['xam', 'axxam uxxam ixxamen taxxamt'],
    ['ɣrm', 'iɣrem iɣrman tiɣremt'],
    ['gadir', 'agadir ugadir tagadirt'],
    ['sirm', 'asirem tasiremt'],
    ['ayt', 'ayt'],
    ['zul', 'azul'],
  ])('gives %s for %s', (expected, words) => {
    for (const word of words.split(' ')) expect(stemAmazigh(normaliseAmazigh(word)), word).toBe(expected);
  });

  it('leaves three letters at least, or the word', () => {
    fc.assert(
      fc.property(wordOf(LATIN), (word) => {
        const normalised = normaliseAmazigh(word);
        expect(stemAmazigh(normalised).length).toBeGreaterThanOrEqual(Math.min(3, normalised.length));
      }),
      { numRuns: 2_000 },
    );
  });
});
