import { endingOf, endsShort, longestFirst, replaceEnding, type Stemming } from './regions.ts';

const DERIVATIONS: ReadonlyMap<string, string> = new Map([
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['abli', 'able'],
  ['entli', 'ent'],
  ['izer', 'ize'],
  ['ization', 'ize'],
  ['ational', 'ate'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['alli', 'al'],
  ['fulness', 'ful'],
  ['ousli', 'ous'],
  ['ousness', 'ous'],
  ['iveness', 'ive'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['bli', 'ble'],
  ['ogist', 'og'],
  ['ogi', 'og'],
  ['fulli', 'ful'],
  ['lessli', 'less'],
  ['li', ''],
]);
const SHORTER: ReadonlyMap<string, string> = new Map([
  ['tional', 'tion'],
  ['ational', 'ate'],
  ['alize', 'al'],
  ['icate', 'ic'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
  ['ative', ''],
]);
const SUFFIXES = [
  'al',
  'ance',
  'ence',
  'er',
  'ic',
  'able',
  'ible',
  'ant',
  'ement',
  'ment',
  'ent',
  'ism',
  'ate',
  'iti',
  'ous',
  'ive',
  'ize',
  'ion',
];

const derivationEndings = longestFirst(DERIVATIONS.keys());
const shorterEndings = longestFirst(SHORTER.keys());
const suffixEndings = longestFirst(SUFFIXES);

/** Step 2: one derivation back (`national` to `nation`), in R1. */
export function stepDerivation(stemming: Stemming): Stemming {
  const ending = endingOf(stemming.word, derivationEndings);
  if (ending === undefined) return stemming;
  const bare = stemming.word.slice(0, -ending.length);
  if (bare.length < stemming.r1) return stemming;
  if (ending === 'ogi' && !bare.endsWith('l')) return stemming;
  if (ending === 'li' && !/[cdeghkmnrt]$/.test(bare)) return stemming;
  return replaceEnding(stemming, ending, DERIVATIONS.get(ending) ?? '');
}

/** Step 3: one more, in R1; ative only in R2. */
export function stepShorterDerivation(stemming: Stemming): Stemming {
  const ending = endingOf(stemming.word, shorterEndings);
  if (ending === undefined) return stemming;
  const region = ending === 'ative' ? stemming.r2 : stemming.r1;
  if (stemming.word.length - ending.length < region) return stemming;
  return replaceEnding(stemming, ending, SHORTER.get(ending) ?? '');
}

/** Step 4: suffixes in R2 go; ion only after s or t. */
export function stepSuffix(stemming: Stemming): Stemming {
  const ending = endingOf(stemming.word, suffixEndings);
  if (ending === undefined) return stemming;
  const bare = stemming.word.slice(0, -ending.length);
  if (bare.length < stemming.r2 || (ending === 'ion' && !/[st]$/.test(bare))) return stemming;
  return replaceEnding(stemming, ending, '');
}

/** Step 5: a last e, and the second of two l. */
export function stepFinal(stemming: Stemming): Stemming {
  const { word, r1, r2 } = stemming;
  const bare = word.slice(0, -1);
  const goes = word.endsWith('e')
    ? bare.length >= r2 || (bare.length >= r1 && !endsShort(bare))
    : word.endsWith('ll') && bare.length >= r2;
  return goes ? { ...stemming, word: bare } : stemming;
}
