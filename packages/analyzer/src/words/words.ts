import type { Folded } from '../unicode/fold.ts';
import { elide } from '../french/elide.ts';
import { classAt, isLetter, MARK } from './character-class.ts';
import { isAcronym, splitRun } from './identifiers.ts';
import { nextRun, type Span } from './runs.ts';
import { splitScripts } from './split-scripts.ts';
import { yearsOf } from './years.ts';

/** Is a word, a part of an identifier, or an identifier as a whole, at its place in a folded text. */
export interface Word extends Span {
  readonly position: number;
  /** True for a name of several parts, which stands at the position of its first part. */
  readonly isJoined: boolean;
}

// A longer name is none: a path, or data.
const LONGEST_NAME = 128;

/**
 * Splits a folded text into words. An identifier (`incomeTax`, `income_tax`, `impots/income-tax`, `income.tax`) gives its parts, and
 * the whole at the position of its first part; between slashes each name is whole as well. A number keeps its inner marks (2-22-1, 12.5,
 * 01/01/2025) and gives its years. The elided words of French (l' d' qu') give none.
 */
export function splitWords(folded: Folded): readonly Word[] {
  const words: Word[] = [];
  let position = 0;
  for (let run = nextRun(folded.text, 0); run !== undefined; run = nextRun(folded.text, run.end)) {
    if (isPlainWord(folded, run)) {
      words.push({ start: run.start, end: run.end, position, isJoined: false });
      position += 1;
    } else {
      for (const piece of splitScripts(folded.text, run)) position = addPiece(words, { folded, piece, position });
    }
  }
  return words;
}

/** Tells whether a run is one word at a glance, as most are: letters of one script, none but the first a capital. */
function isPlainWord({ text, uppers }: Folded, { start, end }: Span): boolean {
  const first = classAt(text, start);
  if (!isLetter(first)) return false;
  for (let at = start + 1; at < end; at += 1) {
    const own = classAt(text, at);
    if ((own !== first && own !== MARK) || uppers[at] === 1) return false;
  }
  return true;
}

interface Piece {
  readonly folded: Folded;
  readonly piece: Span;
  readonly position: number;
}

/** Adds the words of one piece, and gives the position after them. */
function addPiece(words: Word[], { folded, piece, position }: Piece): number {
  if (isAcronym(folded.text, piece)) {
    words.push({ ...piece, position, isJoined: true });
    return position + 1;
  }
  const names = splitRun(folded, piece).map((parts) => parts.map((part) => withoutElided(folded.text, part)));
  const all = names.flat();
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) return position;
  if (names.length > 1) addJoined(words, [first, last], position);
  let next = position;
  for (const parts of names) {
    addJoined(words, parts, next);
    for (const part of parts) {
      words.push({ ...part, position: next, isJoined: false });
      for (const year of yearsOf(folded.text, part)) words.push({ ...year, position: next, isJoined: false });
      next += 1;
    }
  }
  return next;
}

function addJoined(words: Word[], parts: readonly Span[], position: number): void {
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined || parts.length < 2) return;
  if (last.end - first.start <= LONGEST_NAME)
    words.push({ start: first.start, end: last.end, position, isJoined: true });
}

function withoutElided(text: string, part: Span): Span {
  const word = text.slice(part.start, part.end);
  return word.includes("'") ? { start: part.end - elide(word).length, end: part.end } : part;
}
