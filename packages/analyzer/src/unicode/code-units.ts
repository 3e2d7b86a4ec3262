import { foldCluster } from './fold-cluster.ts';

// Joins the character before it: marks, unseen characters, and what NFKC composes to the left (Hangul vowels and finals,
// halfwidth voiced marks).
const EXTENDS = /^[\p{M}\p{Default_Ignorable_Code_Point}\u1160-\u11FF\uD7B0-\uD7FB\uFF9E\uFF9F]/u;
const UPPER = /^[\p{Lu}\p{Lt}]/u;
const SURROGATE = 0xd800;
const AFTER_SURROGATES = 0xe000;

/** One code unit folds to one, by itself. */
export const SIMPLE = 1;
// Belongs to the cluster before it.
const EXTENDING = 2;
/** Half of a character, or one that folds to none or several code units: to be looked at with its cluster. */
export const COMPLEX = 3;

const kinds = new Uint8Array(0x10000);
const folds = new Uint16Array(0x10000);
const uppers = new Uint8Array(0x10000);

/** Tells how a code unit folds: `SIMPLE`, `EXTENDING` or `COMPLEX`. Each is looked at once, when it first comes. */
export function kindOf(unit: number): number {
  return kinds[unit] || learn(unit);
}

/** Gives what a `SIMPLE` code unit folds to. */
export function foldedUnit(unit: number): number {
  return folds[unit] ?? unit;
}

/** Tells (1 or 0) whether a code unit that `kindOf` has seen is an upper-case letter. */
export function isUpperUnit(unit: number): number {
  return uppers[unit] ?? 0;
}

/** Tells whether a character belongs to the one before it: a mark, an unseen character, the second part of a syllable. */
export function isExtending(character: string): boolean {
  return EXTENDS.test(character);
}

/** Tells whether the character at a place belongs to the cluster before it. */
export function extendsAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  const kind = kindOf(unit);
  if (kind !== COMPLEX || unit < SURROGATE || unit >= AFTER_SURROGATES) return kind === EXTENDING;
  return isExtending(text.slice(at, at + 2));
}

function learn(unit: number): number {
  const character = String.fromCharCode(unit);
  uppers[unit] = UPPER.test(character) ? 1 : 0;
  const folded = foldCluster(character);
  const isHalf = unit >= SURROGATE && unit < AFTER_SURROGATES;
  const kind = isExtending(character) ? EXTENDING : isHalf || folded.length !== 1 ? COMPLEX : SIMPLE;
  folds[unit] = folded.charCodeAt(0);
  kinds[unit] = kind;
  return kind;
}
