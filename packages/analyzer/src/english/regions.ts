const VOWEL = /[aeiouy]/;
// Words that begin so would lose what tells them apart: community and communism, general and generous, university and universal.
const LONG_BEGINNINGS = /^(?:gener|commun|arsen|past|univers|later|emerg|organ|inter)/;
const REGION = /[aeiouy][^aeiouy]/;
const SHORT_SYLLABLE = /(?:^|[^aeiouy])[aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$|^past$/;

/** Is a word on its way through the steps; `Y` is a consonant y. `r1` and `r2` are where its regions begin. */
export interface Stemming {
  readonly word: string;
  readonly r1: number;
  readonly r2: number;
}

/** Marks consonant y and finds the regions R1 and R2: after the first consonant behind a vowel, and again after that. */
export function withRegions(folded: string): Stemming {
  const word = folded.replace(/^y|(?<=[aeiouy])y/g, 'Y');
  const r1 = LONG_BEGINNINGS.exec(word)?.[0].length ?? regionAfter(word, 0);
  return { word, r1, r2: regionAfter(word, r1) };
}

function regionAfter(word: string, from: number): number {
  const found = REGION.exec(word.slice(from));
  return found ? from + found.index + 2 : word.length;
}

/** Tells whether a vowel is in a piece of a word. */
export function hasVowel(piece: string): boolean {
  return VOWEL.test(piece);
}

/** Tells whether a piece ends in a short syllable. */
export function endsShort(piece: string): boolean {
  return SHORT_SYLLABLE.test(piece);
}

/** Finds the longest of the endings that a word has; they are listed longest first. */
export function endingOf(word: string, endings: readonly string[]): string | undefined {
  return endings.find((ending) => word.endsWith(ending));
}

/** Lists endings, longest first. */
export function longestFirst(endings: Iterable<string>): readonly string[] {
  return [...endings].sort((a, b) => b.length - a.length);
}

/** Puts another ending (or none) in the place of one. */
export function replaceEnding({ word, r1, r2 }: Stemming, ending: string, by: string): Stemming {
  return { word: word.slice(0, word.length - ending.length) + by, r1, r2 };
}
