import { APOSTROPHE, classAt, DIGIT, isOfWords, JOINER, LATIN, LETTER, MARK } from './character-class.ts';

/** Is a piece of a folded text, from one code unit up to before another. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the next run of a folded text: letters, digits and marks, with single joiners inside (`income-tax.rate`, `l'impot`,
 * `2-22-1`). A comma joins digits only. Undefined where there is none.
 */
export function nextRun(text: string, from: number): Span | undefined {
  let start = from;
  while (start < text.length && !mayBegin(classAt(text, start))) start += 1;
  if (start === text.length) return undefined;
  let end = start + 1;
  while (end < text.length && isInside(text, end)) end += 1;
  return { start, end };
}

function isInside(text: string, at: number): boolean {
  const own = classAt(text, at);
  if (isOfWords(own)) return true;
  if (own !== JOINER && own !== APOSTROPHE) return false;
  const before = classAt(text, at - 1);
  const after = at + 1 < text.length ? classAt(text, at + 1) : 0;
  if (!isOfWords(before) || !mayBegin(after)) return false;
  // 3'ada is Arabizi; 7'00 are two numbers.
  if (own === APOSTROPHE) return isApostropheOfWord(before, after);
  return text[at] !== ',' || (before === DIGIT && after === DIGIT);
}

/** A mark belongs to what is before it, be that a full stop. */
function mayBegin(characterClass: number): boolean {
  return characterClass !== MARK && isOfWords(characterClass);
}

function isApostropheOfWord(before: number, after: number): boolean {
  const letters = [before, after].filter((one) => one === LATIN || one === LETTER || one === MARK);
  return letters.length === 2 || (letters.length === 1 && (before === DIGIT || after === DIGIT));
}
