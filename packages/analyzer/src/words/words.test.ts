import { describe, expect, it } from 'vitest';

import { foldText } from '../unicode/fold.ts';
import { splitWords } from './words.ts';

/** Shows the words of a text as `position:word`, names of several parts in brackets. */
function wordsOf(text: string): string {
  const folded = foldText(text);
  return splitWords(folded)
    .map(({ start, end, position, isJoined }) => {
      const word = folded.text.slice(start, end);
      return `${String(position)}:${isJoined ? `[${word}]` : word}`;
    })
    .join(' ');
}

describe('splitWords', () => {
  it.each([
    ['words', 'Le revenu, net!', '0:le 1:revenu 2:net'],
    ['camel case', 'incomeTax', '0:[incometax] 0:income 1:tax'],
    ['camel case with an acronym', 'parseHTTPHeader', '0:[parsehttpheader] 0:parse 1:http 2:header'],
    ['snake case', 'income_tax next', '0:[income_tax] 0:income 1:tax 2:next'],
    ['kebab case', 'income-tax', '0:[income-tax] 0:income 1:tax'],
    ['dots', 'tax.rate', '0:[tax.rate] 0:tax 1:rate'],
    ['a name with its agency', 'impots/income-tax', '0:[impots/income-tax] 0:impots 1:[income-tax] 1:income 2:tax'],
    ['a year at the end', 'incomeTax2025', '0:[incometax2025] 0:income 1:tax 2:2025'],
    ['a word in capitals', 'IMPÔT', '0:impôt'],
    ['several joiners in a row', 'a--b __init__', '0:a 1:b 2:init'],
    ['an acronym with dots', 'C.N.S.S. ici', '0:[c.n.s.s] 1:ici'],
    ['elided words', "l'impôt d'aujourd'hui qu’il", "0:impôt 1:aujourd'hui 2:il"],
    ['an apostrophe of the word', "prud'hommes taxpayer's", "0:prud'hommes 1:taxpayer's"],
    ['law numbers', 'lois 47-18, 2-22-1 et 1.09', '0:lois 1:47-18 2:2-22-1 3:et 4:1.09'],
    ['numbers', '12,5 % de 1 000.50', '0:12,5 1:de 2:1 3:000.50'],
    ['dates and spans of years', '01/01/2025 2024-2025', '0:01/01/2025 0:2025 1:2024-2025 1:2024 1:2025'],
    ['codes', 'CIN AB123456, PM2.5, H2O', '0:cin 1:ab123456 2:pm2.5 3:h2o'],
    ['a number behind a hyphen', 'covid-19', '0:[covid-19] 0:covid 1:19'],
    ['Arabizi', "dariba 3la dakhl 9bel 3'ada", "0:dariba 1:3la 2:dakhl 3:9bel 4:3'ada"],
    ['Arabic', 'الضريبة على الدخل، 2025', '0:الضريبة 1:على 2:الدخل 3:2025'],
    ['Arabic with Latin letters', 'الـCNSS المادة12', '0:الـ 1:cnss 2:المادة 3:12'],
    ['Tifinagh', 'ⵜⴰⵎⵓⵔⵜ ⵏ ⵍⵎⵖⵔⵉⴱ', '0:ⵜⴰⵎⵓⵔⵜ 1:ⵏ 2:ⵍⵎⵖⵔⵉⴱ'],
    ['Greek letters in Latin Tamazight', 'taεṛabt', '0:taεṛabt'],
    ['nothing', ' … !', ''],
  ])('splits %s', (_what, text, expected) => {
    expect(wordsOf(text)).toBe(expected);
  });

  it('takes an overlong path for no name', () => {
    const path = Array.from({ length: 40 }, () => 'part').join('/');

    expect(wordsOf(path)).not.toContain('[');
  });
});
