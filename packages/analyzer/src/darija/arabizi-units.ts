import { longestSpelling } from '../tables/spellings.ts';
import { arabiziLetters } from '../tables/tables.ts';

/** Is one sound of an Arabizi word. */
export interface Unit {
  readonly kind: 'consonant' | 'vowel';
  /** The Arabic letters it may stand for, likeliest first; for a vowel the letter of its long form, none for a schwa. */
  readonly letters: readonly string[];
  /** The Latin spelling. */
  readonly latin: string;
}

const VOWELS: readonly (readonly [letter: string, spellings: readonly string[]])[] = [
  ['ا', ['aa', 'a', 'à', 'â', 'ä']],
  ['و', ['ou', 'oo', 'où', 'oû', 'o', 'u', 'w', 'ô', 'ö', 'ù', 'û', 'ü']],
  ['ي', ['ee', 'ii', 'i', 'y', 'é', 'è', 'ê', 'ë', 'î', 'ï']],
  ['', ['e']],
];
const BEFORE_VOWEL = new Set('aeiou');

// Units are made once: a word is a row of references to them.
const sounds = new Map<string, Unit>();
const glides = new Map<string, Unit>();
for (const [latin, letters] of arabiziLetters)
  sounds.set(latin, { kind: 'consonant', letters: letters.split(' '), latin });
for (const [letter, spellings] of VOWELS) {
  for (const latin of spellings) {
    sounds.set(latin, { kind: 'vowel', letters: letter === '' ? [] : [letter], latin });
    if (letter === 'و' || letter === 'ي') glides.set(latin, { kind: 'consonant', letters: [letter], latin });
  }
}
const spellingAt = longestSpelling(sounds);

/** Splits an Arabizi word, lower case, into its sounds; a doubled consonant is one, characters that are no sound are left out. */
export function arabiziUnits(word: string): readonly Unit[] {
  const units: Unit[] = [];
  let last: Unit | undefined;
  for (let at = 0; at < word.length;) {
    const latin = spellingAt(word, at);
    at += latin?.length ?? 1;
    if (latin === undefined) continue;
    const unit = glideAt(latin, word.charAt(at)) ?? sounds.get(latin);
    if (unit === undefined || (unit === last && unit.kind === 'consonant')) continue;
    units.push(unit);
    last = unit;
  }
  return units;
}

/** Reads w always, and u and i before another vowel, as the consonants و and ي. */
function glideAt(latin: string, next: string): Unit | undefined {
  return latin === 'w' || latin === 'y' || BEFORE_VOWEL.has(next) ? glides.get(latin) : undefined;
}
