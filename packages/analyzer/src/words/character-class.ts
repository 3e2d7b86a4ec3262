import { isExtending } from '../unicode/code-units.ts';

// What a folded code unit is to words: from MARK to TIFINAGH, part of one.
const OTHER = 1;
/** Belongs to the character before it. */
export const MARK = 2;
/** Is a digit, or another number. */
export const DIGIT = 3;
/** Is a letter of no script that we know. */
export const LETTER = 4;
/** Is a Latin letter. */
export const LATIN = 5;
/** Is a letter of the Arabic script. */
export const ARABIC = 6;
/** Is a letter of Tifinagh. */
export const TIFINAGH = 7;
/** Is an apostrophe. */
export const APOSTROPHE = 8;
/** May join two words to one name: hyphen, underscore, dot, slash; a comma in numbers. */
export const JOINER = 9;

const classes = new Uint8Array(0x10000);
const LETTERS: readonly (readonly [RegExp, number])[] = [
  // Greek epsilon and gamma stand for ɛ and ɣ in Latin Tamazight.
  [/[\p{Script=Latin}εγ]/u, LATIN],
  [/\p{Script=Arabic}/u, ARABIC],
  [/\p{Script=Tifinagh}/u, TIFINAGH],
];

/** Gives the class of the code unit at a place of a folded text; a surrogate has that of its character. */
export function classAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit >= 0xd800 && unit < 0xe000) return surrogateClass(text, at);
  return classes[unit] || (classes[unit] = classOf(String.fromCharCode(unit)));
}

/** Tells whether a class is of letters, digits or marks. */
export function isOfWords(characterClass: number): boolean {
  return characterClass >= MARK && characterClass <= TIFINAGH;
}

/** Tells whether a class is of letters. */
export function isLetter(characterClass: number): boolean {
  return characterClass >= LETTER && characterClass <= TIFINAGH;
}

function surrogateClass(text: string, at: number): number {
  const isSecond = text.charCodeAt(at) >= 0xdc00;
  const code = text.codePointAt(isSecond ? at - 1 : at) ?? 0;
  return code > 0xffff ? classOf(String.fromCodePoint(code)) : OTHER;
}

function classOf(character: string): number {
  if (character === "'") return APOSTROPHE;
  if ('-_./,'.includes(character)) return JOINER;
  if (isExtending(character)) return MARK;
  if (/\p{N}/u.test(character)) return DIGIT;
  if (!/\p{L}/u.test(character)) return OTHER;
  return LETTERS.find(([script]) => script.test(character))?.[1] ?? LETTER;
}
