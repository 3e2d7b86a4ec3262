import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { LATIN, wordOf } from '../testing/words.ts';
import { normaliseAmazigh } from './normalise-amazigh.ts';
import { tifinaghToLatin } from './tifinagh.ts';

describe('normaliseAmazigh', () => {
  it.each([
    ['amaziɣ', 'amaziɣ amazigh amaziγ amaziġ amazighe'],
    ['imaziɣn', 'imaziɣen imazighen imaziɣn imaziγən'],
    ['tamaziɣt', 'tamaziɣt tamazight thamazight'],
    ['ayt', 'ayt ait aït'],
    ['awal', 'awal aoual auwal'],
    ['axam', 'axxam axam akham akhkham'],
    ['xnifra', 'xnifra khnifra khenifra xnifṛa'],
    ['tafuct', 'tafuct tafucht tafoucht tafušt'],
    ['ayur', 'ayur ayyur ayour aiour'],
    ['adar', 'aḍar adar aḍaṛ addar'],
    ['azur', 'aẓuṛ azur azour'],
    ['ɛli', 'ɛli εli ʕli 3li'],
    ['rbat', 'ṛṛbaṭ rrbat rbat'],
    ['warzazat', 'warzazat ouarzazate wwarzazat'],
    ['titwan', 'tiṭwan tétouan titouan'],
    ['glmim', 'glmim guelmim gelmim'],
    ['tigmi', 'tigemmi tigmmi tiguemmi'],
    ['tifinaɣ', 'tifinaɣ tifinagh'],
    ['asgwas', 'asggʷas asggwas aseggwas asegguas'],
    ['uhmad', 'uḥmad uhmad ouhmad u7mad'],
    ['e', 'e'],
  ])('gives %s for %s', (expected, spellings) => {
    for (const spelling of spellings.split(' ')) expect(normaliseAmazigh(spelling), spelling).toBe(expected);
  });

  it.each([
    ['ⴰⴳⴰⴷⵉⵔ', 'agadir'],
    ['ⵜⵉⵟⵡⴰⵏ', 'tétouan'],
    ['ⵅⵏⵉⴼⵕⴰ', 'khenifra'],
    ['ⴰⵎⴰⵣⵉⵖ', 'amazigh'],
    ['ⵡⴰⵔⵣⴰⵣⴰⵜ', 'ouarzazate'],
    ['ⴰⵙⴳⴳⵡⴰⵙ', 'asseggouas'],
  ])('lets %s and %s meet', (tifinagh, latin) => {
    expect(normaliseAmazigh(tifinaghToLatin(tifinagh))).toBe(normaliseAmazigh(latin));
  });

  it('is idempotent, and empty for nothing but the empty word', () => {
    fc.assert(
      fc.property(wordOf(LATIN), (word) => {
        const once = normaliseAmazigh(word);
        expect(normaliseAmazigh(once)).toBe(once);
        expect(once).not.toBe('');
      }),
      { numRuns: 5_000 },
    );
  });
});
