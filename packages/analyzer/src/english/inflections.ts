import { endingOf, endsShort, hasVowel, replaceEnding, type Stemming } from './regions.ts';

const INFLECTIONS = ['ingly', 'eedly', 'edly', 'eed', 'ing', 'ed'];
const DOUBLE = /(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;

/** Step 1a: the s of plurals and of verbs. */
export function stepPlural(stemming: Stemming): Stemming {
  const { word } = stemming;
  if (word.endsWith('sses')) return replaceEnding(stemming, 'es', '');
  if (/ie[ds]$/.test(word)) return replaceEnding(stemming, word.slice(-3), word.length > 4 ? 'i' : 'ie');
  if (!word.endsWith('s') || /[us]s$/.test(word) || !hasVowel(word.slice(0, -2))) return stemming;
  return replaceEnding(stemming, 's', '');
}

/** Steps 1b and 1c: ed, ing and their adverbs; the last y after a consonant. */
export function stepInflection(stemming: Stemming): Stemming {
  return stepY(withoutInflection(stemming));
}

function withoutInflection(stemming: Stemming): Stemming {
  const { word, r1 } = stemming;
  const ending = endingOf(word, INFLECTIONS);
  if (ending === undefined) return stemming;
  const bare = replaceEnding(stemming, ending, '');
  if (ending.startsWith('eed'))
    return bare.word.length >= r1 && !isEed(bare.word) ? replaceEnding(bare, '', 'ee') : stemming;
  if (ending === 'ing' && /^[^aeiouy]y$/.test(bare.word)) return replaceEnding(bare, 'y', 'ie');
  if (!hasVowel(bare.word)) return stemming;
  return mended(bare);
}

function isEed(bare: string): boolean {
  return /^(?:proc|exc|succ)$/.test(bare);
}

/** Gives back an e that the ending had taken, or takes away a consonant that it had doubled. */
function mended(bare: Stemming): Stemming {
  const { word, r1 } = bare;
  if (/(?:at|bl|iz)$/.test(word)) return replaceEnding(bare, '', 'e');
  if (DOUBLE.test(word)) return /^[aeo]..$/.test(word) ? bare : { ...bare, word: word.slice(0, -1) };
  return word.length <= r1 && endsShort(word) ? replaceEnding(bare, '', 'e') : bare;
}

function stepY(stemming: Stemming): Stemming {
  return /.[^aeiouy][yY]$/.test(stemming.word) ? { ...stemming, word: `${stemming.word.slice(0, -1)}i` } : stemming;
}
