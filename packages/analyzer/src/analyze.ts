import { isArabizi } from './darija/is-arabizi.ts';
import type { Language, Script } from './languages.ts';
import { scriptOf } from './script.ts';
import { skeletonOf } from './skeleton/skeleton-of.ts';
import { stemsOf } from './stems.ts';
import type { Token } from './token.ts';
import { foldText, type Folded } from './unicode/fold.ts';
import { splitWords, type Word } from './words/words.ts';

/** Says what is known of a text. */
export interface AnalyzeOptions {
  /** Its language; without it, Latin words are read as French, English, Tamazight and Arabizi at once. */
  readonly language?: Language | undefined;
}

/** What the chain learns of a word. */
interface Learnt {
  readonly script: Script;
  readonly stems: readonly string[];
  readonly skeleton: string | undefined;
}

const MOST_WORDS = 50_000;
const LONGEST_WORD = 40;
const caches = new Map<string, Map<string, Learnt>>();

/**
 * Analyses a text for search: Unicode folding, words and identifiers, and for each word its script, stems and skeleton. The same
 * chain serves index and query. Pure; words already seen are remembered, at most 50,000 of each language.
 *
 * ```ts
 * analyze("l'impôt")[0]; // { start: 2, end: 7, position: 0, exact: 'impôt', script: 'Latn', stems: ['impot', …], skeleton: 'mbt' }
 * ```
 */
export function analyze(text: string, { language }: AnalyzeOptions = {}): Token[] {
  const folded = foldText(text);
  const cache = cacheOf(language);
  return splitWords(folded).map((word) => tokenOf(folded, word, { cache, language }));
}

/** Gives the stems of a folded word, from what is remembered. */
export function stemsOfWord(exact: string, language: Language | undefined): readonly string[] {
  const cache = cacheOf(language);
  return (cache.get(exact) ?? learn(exact, { cache, language })).stems;
}

interface Reader {
  readonly cache: Map<string, Learnt>;
  readonly language: Language | undefined;
}

function tokenOf(folded: Folded, word: Word, { cache, language }: Reader): Token {
  const exact = folded.text.slice(word.start, word.end);
  const { script, stems, skeleton } = word.isJoined
    ? learnJoined(exact)
    : (cache.get(exact) ?? learn(exact, { cache, language }));
  return {
    start: folded.starts[word.start] ?? 0,
    end: folded.ends[word.end - 1] ?? 0,
    position: word.position,
    exact,
    script,
    stems,
    skeleton,
  };
}

/** A name of several parts has itself without its joiners for a stem: income-tax, income_tax and incomeTax are one. */
function learnJoined(exact: string): Learnt {
  return { script: scriptOf(exact), stems: [exact.replaceAll(/[-_./']/g, '')], skeleton: undefined };
}

function learn(word: string, { cache, language }: Reader): Learnt {
  const script = scriptOf(word);
  const stems = stemsOf({ word, script, language });
  const learnt = { script, stems, skeleton: hasSkeleton(word, script) ? skeletonOf(word, script) : undefined };
  if (cache.size >= MOST_WORDS) cache.clear();
  cache.set(word, learnt);
  return learnt;
}

/** Says no for data, and for codes with digits (ab123456), whose consonants mean nothing. */
function hasSkeleton(word: string, script: Script): boolean {
  return word.length <= LONGEST_WORD && (!/\d/.test(word) || (script === 'Latn' && isArabizi(word)));
}

function cacheOf(language: Language | undefined): Map<string, Learnt> {
  const key = language ?? '';
  const cache = caches.get(key) ?? new Map<string, Learnt>();
  caches.set(key, cache);
  return cache;
}
