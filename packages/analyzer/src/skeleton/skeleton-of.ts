import { longestSpelling } from '../tables/spellings.ts';
import { skeletonLetters } from '../tables/tables.ts';

const spellingAt = longestSpelling(skeletonLetters);
// The article, with what may stand before it. It stays before ع, and before a vowel in Latin: العرائش is Larache, العمراني Lamrani.
const ARABIC_ARTICLE = /^(?:[وبكف]?ال|و?لل)(?=[^ع])/;
const LATIN_ARTICLE = /^[ae]?l['’-]?(?=[^aeiou3hlɛàâéèêëïîôûüù'’-]|h[aeiouy])/;
// Inside names that are one word, the article's l is not heard before a sun letter: عبدالرحيم is Abderrahim, نورالدين Noureddine.
const INNER_ARTICLE = /(?<=^عبد)ال(?=[تثدذرزسشصضطظن])|ال(?=دين$)/;
const ARABIC_MARKS = /[\u0610-\u061A\u0640\u064B-\u065F\u0670]/g;
// Letters that no French or English word holds: here c is ⵛ and x is ⵅ.
const IRCAM = /[ɣγɛεḍṭṣẓṛḥʷ]/;

/**
 * Writes the consonants of a folded word in one alphabet for all scripts, or gives undefined where fewer than two are left: vowels,
 * weak letters, ع and hamza go, emphatics fall to plain letters, q and g to k, neighbours that are the same are one, the article goes
 * before a consonant, a last h goes where three consonants stay before it (kasbah, قصبة). It finds what no stem joins: names, and words heard
 * but never read. It joins words that differ (see the stated rate in its test), so it ranks below exact and stem.
 *
 * Source: after the consonant keys of Zobel and Dart 1996 (Phonetic String Matching); `data/skeleton/letters.tsv`.
 *
 * ```ts
 * skeletonOf('ضريبة', 'Arab'); // 'drb', as of 'dariba'
 * ```
 */
export function skeletonOf(word: string, script: 'Latn' | 'Arab' | 'Tfng' | 'Zzzz'): string | undefined {
  switch (script) {
    case 'Latn':
      return skeleton(word, LATIN_ARTICLE, latinConsonant(word));
    case 'Arab':
      return skeleton(word.replace(ARABIC_MARKS, '').replace(INNER_ARTICLE, ''), ARABIC_ARTICLE, tableConsonant);
    case 'Tfng':
      return skeleton(word, undefined, tableConsonant);
    case 'Zzzz':
      return undefined;
  }
}

type Consonant = (word: string, at: number, spelling: string | undefined) => string;

function skeleton(word: string, article: RegExp | undefined, consonant: Consonant): string | undefined {
  const bare = article === undefined ? undefined : article.exec(word)?.[0];
  const without = bare === undefined ? '' : consonantsOf(word.slice(bare.length), consonant);
  const consonants = without.length >= 2 ? without : consonantsOf(word, consonant);
  const last = consonants.length - 1;
  const found = last >= 3 && consonants.endsWith('h') ? consonants.slice(0, last) : consonants;
  return found.length >= 2 ? found : undefined;
}

function consonantsOf(word: string, consonant: Consonant): string {
  let out = '';
  let last = '';
  for (let at = 0; at < word.length;) {
    const spelling = spellingAt(word, at);
    for (const letter of consonant(word, at, spelling)) {
      if (letter !== last) out += letter;
      last = letter;
    }
    at += spelling?.length ?? 1;
  }
  return out;
}

const tableConsonant: Consonant = (_word, _at, spelling) =>
  spelling === undefined ? '' : (skeletonLetters.get(spelling) ?? '');

function latinConsonant(whole: string): Consonant {
  const ircam = IRCAM.test(whole);
  return (word, at, spelling) => {
    if (spelling !== undefined) return skeletonLetters.get(spelling) ?? '';
    const letter = word.charAt(at);
    if (letter === 'c') return ircam ? 'c' : /[eiyéèêîï]/.test(word.charAt(at + 1)) ? 's' : 'k';
    // French has ks inside a word (taxe); first, or doubled, it is the x of axxam and xnifra.
    if (letter === 'x')
      return ircam || at === 0 || word.charAt(at - 1) === 'x' || word.charAt(at + 1) === 'x' ? 'x' : 'ks';
    return '';
  };
}
