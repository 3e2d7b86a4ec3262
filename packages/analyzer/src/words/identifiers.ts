import type { Folded } from '../unicode/fold.ts';
import { classAt, DIGIT, isLetter, JOINER } from './character-class.ts';
import type { Span } from './runs.ts';

const ACRONYM = /^\p{L}\p{M}*(?:\.\p{L}\p{M}*)+$/u;
const YEAR_AT_END = /^(?:19|20)\d\d$/;

/** Tells whether a piece is an acronym with dots (c.n.s.s). */
export function isAcronym(text: string, { start, end }: Span): boolean {
  return text.charCodeAt(start + 1) === 0x2e && ACRONYM.test(text.slice(start, end));
}

/**
 * Splits a piece into names (at slashes) and these into parts: at hyphens, underscores and dots, at the case changes of camel case
 * (`HTTPServer` is `http`, `server`) and before a year at the end (`incomeTax2025`). Joiners between digits split nothing.
 */
export function splitRun(folded: Folded, piece: Span): readonly (readonly Span[])[] {
  const names: Span[][] = [[]];
  let start = piece.start;
  for (let at = piece.start + 1; at < piece.end; at += 1) {
    const isJoiner = isJoinerBetweenParts(folded.text, at);
    if (!isJoiner && !isCaseChange(folded, at, piece) && !isYearAtEnd(folded.text, at, piece)) continue;
    names.at(-1)?.push({ start, end: at });
    if (folded.text[at] === '/') names.push([]);
    start = isJoiner ? at + 1 : at;
  }
  names.at(-1)?.push({ start, end: piece.end });
  return names;
}

function isJoinerBetweenParts(text: string, at: number): boolean {
  if (classAt(text, at) !== JOINER) return false;
  return classAt(text, at - 1) !== DIGIT || classAt(text, at + 1) !== DIGIT;
}

/** Finds the changes of `incomeTax` (before T) and `HTTPServer` (before S). */
function isCaseChange({ text, uppers, starts }: Folded, at: number, { end }: Span): boolean {
  if (uppers[at] !== 1 || starts[at] === starts[at - 1]) return false;
  if (!isLetter(classAt(text, at - 1))) return false;
  return uppers[at - 1] !== 1 || (at + 1 < end && isLetter(classAt(text, at + 1)) && uppers[at + 1] !== 1);
}

function isYearAtEnd(text: string, at: number, { start, end }: Span): boolean {
  if (classAt(text, at) !== DIGIT || !isLetter(classAt(text, at - 1))) return false;
  return at - start >= 2 && YEAR_AT_END.test(text.slice(at, nextJoiner(text, at, end)));
}

function nextJoiner(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && classAt(text, at) !== JOINER) at += 1;
  return at;
}
