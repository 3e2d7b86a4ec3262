import { knownSpellings } from '../arabic/known-nouns.ts';
import { skeletonOf } from '../skeleton/skeleton-of.ts';
import { skeletonLetters } from '../tables/tables.ts';
import type { Unit } from './arabizi-units.ts';

const bySkeleton = new Map<string, string[]>();
for (const noun of knownSpellings) {
  // Nearly every last ه of a noun is a normalised ة, which has no consonant.
  const key = skeletonOf(noun.replace(/ه$/, 'ة'), 'Arab');
  if (key !== undefined) bySkeleton.set(key, [...(bySkeleton.get(key) ?? []), noun]);
}

/** Finds the nouns of the tables that an Arabizi word without article may be, those with the most vowels in common first. */
export function knownReadings(word: string, units: readonly Unit[]): readonly string[] {
  const key = skeletonOf(word, 'Latn');
  const nouns = key === undefined ? undefined : bySkeleton.get(key);
  if (nouns === undefined) return [];
  const found: { readonly noun: string; readonly missed: number }[] = [];
  for (const noun of nouns) {
    const missed = missedLetters(noun, units);
    if (missed !== undefined) found.push({ noun, missed });
  }
  return found.sort((a, b) => a.missed - b.missed).map(({ noun }) => noun);
}

/**
 * Walks a noun along the sounds: every consonant must be there, a long vowel of the noun must have been heard. Gives the count of
 * what the two do not share (short vowels, an ع that was not written), undefined where they are different words.
 */
function missedLetters(noun: string, units: readonly Unit[]): number | undefined {
  let missed = 0;
  let at = 0;
  for (const [index, unit] of units.entries()) {
    while (noun.charAt(at) === 'ع' && unit.latin !== '3') {
      at += 1;
      missed += 1;
    }
    const isLast = index === units.length - 1;
    const isFirstAlef = index === 0 && unit.kind === 'vowel' && noun.startsWith('ا');
    if (isFirstAlef || isWritten(noun.charAt(at), unit, isLast)) at += 1;
    else if (mayBeUnwritten(unit, isLast)) missed += unit.letters.length;
    else return undefined;
  }
  return at === noun.length || noun.slice(at) === 'ع' ? missed : undefined;
}

/** Short vowels and hamza are heard and not written, but a last vowel is always written. */
function mayBeUnwritten({ kind, latin, letters }: Unit, isLast: boolean): boolean {
  return latin === '2' || (kind === 'vowel' && (!isLast || letters.length === 0));
}

function isWritten(letter: string, unit: Unit, isLast: boolean): boolean {
  if (letter === '') return false;
  if (unit.latin === '2') return 'اوي'.includes(letter);
  // ـة and ـى.
  if (isLast && unit.kind === 'vowel' && unit.letters[0] === 'ا' && 'هي'.includes(letter)) return true;
  if (unit.letters.includes(letter)) return true;
  if (unit.kind === 'vowel' || /\d/.test(unit.latin)) return false;
  const consonant = skeletonLetters.get(unit.letters[0] ?? '');
  return consonant !== undefined && skeletonLetters.get(letter) === consonant;
}
