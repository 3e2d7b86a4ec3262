import { analyze } from '../analyze.ts';
import { isStopWord } from '../stop-words.ts';
import type { Token } from '../token.ts';
import type { Label } from './concept.ts';

// Readings of an Arabizi word multiply: three of each, and no more paths than these.
const MOST_READINGS = 3;
const MOST_PATHS = 16;
const ARTICLES = new Set(['l', 'la', 'le', 'les', 'un', 'une', 'des', 'the', 'a', 'an', 'el', 'al', 'ال']);
// Three letters stay at least.
const ARTICLE_BEFORE = /^l(?=[^aeiouy\s'-][^\s]{2,}$)/;

/**
 * Lists the words of a label by which it is found: those that say something. Where only one does, its small words belong to it (par
 * tête, à vue), except articles; where none does (IS), all count.
 */
export function labelWords({ text, language }: Label): readonly Token[] {
  const tokens = analyze(text, { language });
  const words = tokens.filter((token, index) => token.position !== tokens[index + 1]?.position);
  const content = words.filter(({ exact }) => !isStopWord(exact));
  if (content.length > 1) return content;
  const withoutArticles = words.filter(({ exact }) => !ARTICLES.has(exact));
  return withoutArticles.length > 0 ? withoutArticles : words;
}

/** Lists the ways to write a label: a single Arabizi word also without its article (lpermis, as in l'permis). */
export function spellingsOf(label: Label): readonly Label[] {
  const isArabizi = label.language === 'ary' && label.script === 'Latn';
  return isArabizi && ARTICLE_BEFORE.test(label.text) ? [label, { ...label, text: label.text.slice(1) }] : [label];
}

/** Lists the sequences of stems by which a label is found. */
export function stemPaths(words: readonly Token[], { language, script }: Label): readonly (readonly string[])[] {
  // A single word of Arabizi is found as it is written: as Arabic its readings would be found in any Arabic text.
  const most = language === 'ary' && script === 'Latn' && words.length === 1 ? 1 : MOST_READINGS;
  let paths: readonly (readonly string[])[] = [[]];
  for (const { stems } of words) {
    paths = paths.flatMap((path) => stems.slice(0, most).map((stem) => [...path, stem])).slice(0, MOST_PATHS);
  }
  return paths;
}

/**
 * Gives the sequence of skeletons by which a label is found; undefined where it would say too little: two words or more with five
 * consonants together, or a name of one word with four.
 */
export function skeletonPath(words: readonly Token[], isName: boolean): readonly string[] | undefined {
  const path = words.flatMap(({ skeleton }) => skeleton ?? []);
  if (path.length < words.length) return undefined;
  const consonants = path.join('').length;
  return words.length >= 2 ? whenAtLeast(consonants, 5, path) : whenAtLeast(isName ? consonants : 0, 4, path);
}

function whenAtLeast<T>(count: number, least: number, value: T): T | undefined {
  return count >= least ? value : undefined;
}
